import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A page is slow because it counts, sums or joins for every row it shows, and EXPLAIN says so. Or a value has to stay as it was: the price at purchase.',
  whenNot:
    'Before the slow query was measured; an index often does. On one row that everyone adds to at once, such as the likes of a viral post: collect and add up in batches.',
  gains: [
    'Reading costs nothing; filters and sorts can use an index on it',
    'It cannot drift: every way to change the rows behind it is covered, and nobody writes it by hand',
    'A copy made once stays as it was, whatever becomes of its source',
  ],
  costs: [
    'Every change of the rows behind it changes the row as well',
    'Rows that are added to often become a place where writers wait for each other',
    'Other triggers on the row run too: its version and its history count these changes',
  ],
  cost: {
    storage: 'The size of the value; each update leaves a dead version of the row until vacuum.',
    writes:
      'One update for each row concerned and statement, however many rows the statement changed. A generated column: none. Have an index on the reference: without one, what is looked up or copied by it reads the whole table.',
    locks:
      'The row is locked until the transaction ends, in the order of keys. A copy reads its source FOR KEY SHARE, a generated one FOR SHARE; changing what is copied waits for such readers, and is refused at REPEATABLE READ.',
  },
  decision: {
    context: 'A value that follows from other rows is read far more often than those rows change.',
    decision:
      'It is kept in a column by triggers, or generated where it follows from the row itself; no one else can write it.',
    consequences:
      'The rows behind it remain the truth. A function derives all values anew and says how many were wrong.',
  },
  sources: ['002', '003'],
}
