import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A table grows without end, its rows have a time or a rising number that hardly changes, most queries ask for a span of it, and old rows are to go.',
  whenNot:
    'Below some ten million rows, where queries do not name the column, or where a value must be unique over all time: PostgreSQL checks unique keys partition by partition.',
  gains: [
    'Queries that name the column read only the partitions they need',
    'Old rows go in an instant, without bloat, by dropping a partition, unless triggers or references are to follow',
    'Vacuum, analyze and index builds work on small tables',
  ],
  costs: [
    'Every key, and every reference to the table, also carries the column',
    'Queries that do not name the column look into every partition',
    'Someone has to run the function that makes partitions ahead',
    'A partition stays while a reference holds on to one of its rows; where the reference says what happens instead, its rows are deleted one by one',
    'Rows that go with their partition are deletions to no trigger; where triggers are to see them, each is deleted first, which takes its time',
    'A row whose column changes its partition is deleted and inserted, which the triggers see',
  ],
  cost: {
    storage: 'The partition column in each key and in each row that references the table.',
    writes: 'Finding the partition costs little; with hundreds of partitions planning takes longer.',
    locks:
      'The functions run one at a time, under SHARE UPDATE EXCLUSIVE on the table, so writers go on while partitions are attached; the default partition is locked (ACCESS EXCLUSIVE) while it is searched. So is the table where rows move out of it, and with it those that reference it: their references are set anew, for which they are read whole. Dropping one takes ACCESS EXCLUSIVE on the table, and on those that it references, for an instant; with tables that reference it, it waits for their writers and holds them up until it is done.',
  },
  decision: {
    context:
      'The table grows steadily, is asked for recent rows, and has to forget old ones without long deletes.',
    decision:
      'It is partitioned by range; partitions are made ahead by a scheduled function, old ones are dropped whole.',
    consequences:
      'Keys and references contain the partition column. A schedule calls the two functions as the owner, at READ COMMITTED: a transaction that looked before another one made the same partitions is refused; the default partition is watched, since rows in it mean that the schedule stood still.',
  },
  sources: ['001', '003', '004'],
}
