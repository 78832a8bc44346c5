import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Before the first day with real traffic: how many connections, who answers reads, and what happens when a server is lost are decided once and written down.',
  whenNot:
    'For a tool with a handful of users on one machine. Replicas for reads help only once the primary is busy with reads and a moment of age is acceptable.',
  gains: [
    'Pool sizes follow from cores and servers rather than from guesses',
    'Settings of one tenant cannot reach the next through a shared connection',
    'Reads move to replicas, and people still see what they have just written',
    'A cache that is invalidated by the outbox misses no change',
  ],
  costs: [
    'Through the pooler nothing lasts longer than a transaction',
    'Replicas are behind; what decides about a write reads the primary',
    'A commit that waits for replicas takes a round trip longer and stops without them',
    'A cache is one more copy that may be old and that an erasure has to reach',
  ],
  cost: {
    storage: 'A full copy for each replica; WAL kept for replicas that are behind.',
    writes:
      'None without a quorum; with one, a commit takes as long as the fastest replicas that it waits for.',
    locks: 'None. A replica cancels its own long queries rather than holding up what it replays.',
  },
  decision: {
    context: 'Many application processes meet one database that runs few queries well at once.',
    decision:
      'PgBouncer pools transactions, sizes follow from cores, replicas answer reads that a position in the log allows, and the notes say how a lost server is replaced.',
    consequences:
      'Sessions keep the position of their last write. Fail-over is practised. Application code uses SET LOCAL only.',
  },
  sources: ['001', '003', '004'],
}
