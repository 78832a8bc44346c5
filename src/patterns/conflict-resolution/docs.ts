import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'The same rows are written in several places that learn of each other later: servers in two regions, devices that were offline.',
  whenNot:
    'Where one server takes all writes: then locks or a row version do better, and nothing has to be resolved.',
  gains: [
    'Every server comes to the same answer, in whatever order writes arrive',
    'Nothing is lost without a trace where both writes are kept',
    'Counters need no decision at all: additions commute',
  ],
  costs: [
    'Where the last write wins, the other one is gone, and a clock that is ahead wins unjustly',
    'Kept conflicts need someone who decides',
    'A counter is read as a sum over servers',
    'Rows that logical replication applies pass the trigger by, unless it is enabled with ALTER TABLE … ENABLE ALWAYS TRIGGER on each server',
  ],
  cost: {
    storage:
      'A time and a server a row; or a row for each conflict; or a row for each counted row and server.',
    writes: 'One trigger call a write; a counter writes its own row beside the table.',
    locks: 'None beyond the row that is written. Servers never wait for each other.',
  },
  decision: {
    context: 'Rows are written in more than one place, and the places cannot ask each other first.',
    decision: 'A rule that every place applies alone says which write stays, or keeps both, or adds both up.',
    consequences:
      'Clocks have to agree within the stated tolerance. Deleting needs a mark rather than a removal, or an old write brings the row back.',
  },
  sources: ['004'],
}
