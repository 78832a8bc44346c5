import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows fall into a few known groups that are read, kept or stored apart: a status, a kind, a source.',
  whenNot:
    'Where the values are many or one of them has nearly all rows, and where queries do not name the column: partitions then only add work. For places with rules of their own, use data residency.',
  gains: [
    'Queries for one value read one partition',
    'A group can be vacuumed, moved to other storage or dropped by itself',
    'A value that nobody foresaw is kept in the default partition until it has its own',
  ],
  costs: [
    'Every key, and every reference to the table, also carries the column',
    'Groups of uneven size help little',
    'A row whose value changes is deleted and inserted, which the triggers see',
  ],
  cost: {
    storage: 'The partition column in each key and in each row that references the table.',
    writes: 'Finding the partition is a search in a short list.',
    locks:
      'A new partition takes ACCESS EXCLUSIVE on the default partition while that is searched, and on the table where rows move out of it, with those that reference it: their references are set anew, for which they are read whole. One partition is made at a time.',
  },
  decision: {
    context: 'The rows belong to a few groups with different use.',
    decision: 'The table is partitioned by a list of values, with a default partition for all others.',
    consequences:
      'Keys and references contain the column. New values get a partition through the function; the default partition is watched.',
  },
  sources: ['001', '004'],
}
