import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'When one server can no longer take the writes or hold the rows, after indexes, partitions, replicas, caches and a larger machine, and nearly every query is about one tenant or one customer.',
  whenNot:
    'Before there is evidence, and where queries join everything with everything: each of those then asks every server. Most systems never need it.',
  gains: [
    'Writes and storage grow with the number of servers',
    'A server that fails, or a tenant that is busy, disturbs only its own share',
    'The rules are checked in the design and in the database before anything is deployed',
    'With a shard map keys never move between shards, only shards between servers',
  ],
  costs: [
    'Every unique key and every reference has to hold the shard key',
    'Queries without the shard key ask all servers',
    'Transactions over several servers commit in two phases or not at all',
    'Backups, upgrades and changes of the schema happen on every server',
  ],
  cost: {
    storage: 'Tables kept on every server are stored as often as there are servers.',
    writes: 'A write of one shard goes to one server; one of a table that is everywhere goes to all of them.',
    locks:
      'Distributing a table locks its writers out while its rows are copied, unless that is done concurrently. Planning moves locks the map.',
  },
  decision: {
    context: 'One server does not take the load, and the evidence for that is at hand.',
    decision:
      'Rows are spread by one shard key that all keys and references carry, by Citus or by a map of logical shards that the application asks.',
    consequences:
      'The shard key is part of every query. The calls were tried against stand-ins that enforce what Citus documents; a rehearsal on real servers comes before the day.',
  },
  sources: ['001', '004'],
}
