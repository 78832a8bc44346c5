import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Values are measured without end and hardly ever changed: metrics, readings, logs. Recent ones are read one by one, old ones in summary.',
  whenNot:
    'For a few million rows, which an index on the time serves, and for values that are corrected all the time. TimescaleDB is worth its extension where you want compression and summaries kept by themselves; what it asks of a table is promised and looked up in PostgreSQL, and its calls are checked against stand-ins that enforce its documented rules, not against the extension.',
  gains: [
    'Recent values are in small tables and their indexes in memory',
    'Old values go by dropping a partition, while their summaries stay',
    'A BRIN index on the time takes a few pages',
  ],
  costs: [
    'Keys contain the time',
    'A schedule has to make partitions, write summaries and drop what is old, in this order',
    'Rows that go with their partition are deletions to no trigger; where triggers are to see them, each is deleted first, which takes its time',
    'A correction of old values needs the summaries made anew from that time on',
  ],
  cost: {
    storage: 'The summaries; BRIN takes next to nothing.',
    writes: 'As for partitions by range; summaries are written by the schedule, not by the writers.',
    locks:
      'As for partitions by range: dropping one takes ACCESS EXCLUSIVE on the table, and on those that it references, for an instant; with tables that reference it, it waits for their writers and holds them up until it is done.',
  },
  decision: {
    context:
      'Measurements come all the time, are read by time, and single values lose their worth within months.',
    decision:
      'The table is partitioned by time with a BRIN index; summaries by span of time are kept in a table of their own and outlive the values.',
    consequences:
      'Queries over long times read the summaries. The schedule calls ensure, roll up and drop as the owner or the maintenance role.',
  },
  sources: ['003'],
}
