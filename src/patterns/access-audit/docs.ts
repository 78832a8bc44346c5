import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Where it has to be known who looked at a record: health, payroll, support staff who may look into accounts.',
  whenNot:
    'As a log of changes, which is what an audit log or a history is for. For every table: the log then grows faster than the data and no one reads it.',
  gains: [
    'Who read a row, when and why can be asked by row and by person',
    'The readers have no right on the table, its partitions and the views over it, so they read through the functions alone',
    'pgAudit also sees owners and superusers, and reads that were rolled back',
  ],
  costs: [
    'Reading writes: a reader needs a connection that may write, not a replica',
    'A reader who rolls back takes the log row along; a line in the server log stays',
    'Functions hide the table from joins of the reader',
    'pgAudit writes into the server log, which has to be shipped and searched',
  ],
  cost: {
    storage: 'One row of about 100 bytes, with three index entries, for each row read.',
    writes: 'One insert for each row read.',
    locks: 'None beyond the inserts.',
  },
  decision: {
    context: 'It has to be shown who had access to sensitive rows, not only who changed them.',
    decision:
      'Readers get a role without rights on the table and functions that write down each read before they return it; where everyone has to be seen, pgAudit logs reads of the table.',
    consequences:
      'New ways to read become new functions. The log is itself personal data and has a time after which it goes. pgAudit is not part of the engine in this page, so what is proved here is the privilege that it goes by; its settings and its log lines are tried on servers that have it.',
  },
  sources: ['004'],
}
