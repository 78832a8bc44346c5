import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A table grows without end, its rows have a time or a rising number that hardly changes, most queries ask for a span of it, and old rows are to go.',
  whenNot:
    'Below some ten million rows, where queries do not name the column, or where a value must be unique over all time: PostgreSQL checks unique keys partition by partition.',
  gains: [
    'Queries that name the column read only the partitions they need',
    'Old rows go in an instant, without bloat, by dropping a partition',
    'Vacuum, analyze and index builds work on small tables',
  ],
  costs: [
    'Every key, and every reference to the table, also carries the column',
    'Queries that do not name the column look into every partition',
    'Someone has to run the function that makes partitions ahead',
    'A row whose column changes its partition is deleted and inserted, which the triggers see',
  ],
  cost: {
    storage: 'The partition column in each key and in each row that references the table.',
    writes: 'Finding the partition costs little; with hundreds of partitions planning takes longer.',
    locks:
      'The function attaches partitions under SHARE UPDATE EXCLUSIVE, so writers go on; the default partition is locked (ACCESS EXCLUSIVE) while it is searched, and the table too where rows move out of it. Dropping one takes ACCESS EXCLUSIVE on the table for an instant.',
  },
  decision: {
    context:
      'The table grows steadily, is asked for recent rows, and has to forget old ones without long deletes.',
    decision:
      'It is partitioned by range; partitions are made ahead by a scheduled function, old ones are dropped whole.',
    consequences:
      'Keys and references contain the partition column. A schedule calls the two functions as the owner; the default partition is watched, since rows in it mean that the schedule stood still.',
  },
  sources: ['001', '003', '004'],
}
