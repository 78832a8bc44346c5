import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Reads need another shape than writes (counts, totals, a list for a page), they outnumber writes by far, and people expect to see their own write in them.',
  whenNot:
    'While an index or a materialized view is enough, or where one parent has very many rows that change all the time: each change computes its parent’s row again.',
  gains: [
    'Reads are a look-up by key, whatever the query behind it costs',
    'Kept by trigger it is never stale',
    'It can always be rebuilt, and a view shows where it would differ',
    'A bulk write computes each row once',
  ],
  costs: [
    'By trigger, writers pay: each change computes the rows it touches again',
    'By queue, rebuild or subscription it lags, and someone has to watch by how much',
    'Writers of the same key wait for one another',
    'One more copy that an erasure has to reach',
  ],
  cost: {
    storage:
      'A row and a key entry for each row that the query gives; the queue holds one item a changed key.',
    writes:
      'One look at the rows of the touched key and at most one write; nothing is written where the result is the same. Have an index lead with the columns that the key comes from: without one, that look reads the whole table.',
    locks:
      'The row of each touched key is locked until the transaction ends, and put there first where it is missing; a rebuild waits for writers and they for it.',
  },
  decision: {
    context: 'Pages need answers that the normalised tables give too slowly.',
    decision:
      'A table holds the answer under the key that pages look it up by; how it is kept and how it is rebuilt are part of the design.',
    consequences:
      'The tables stay the truth. The drift view is watched, and a rebuild runs after anything that bypassed the triggers.',
  },
  sources: ['001', '004'],
}
