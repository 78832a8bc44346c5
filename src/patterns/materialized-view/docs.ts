import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A report or a dashboard asks the same heavy query over and over, and an answer that is some minutes old is good enough.',
  whenNot:
    'When readers must see their own write at once, or rows change so often that every refresh recomputes nearly everything: keep a read model by trigger instead. Measure first whether an index is enough.',
  gains: [
    'Reads cost what a small table costs',
    'The stored answer can always be made again from the tables',
    'A refresh does not lock readers out',
    'Everyone can tell how old the answer is',
  ],
  costs: [
    'The answer is as old as its last refresh',
    'A refresh computes the whole query again, however little changed',
    'Row-level security does not reach it: with tenants only the view around it may be read',
    'Values of a person live on in it until the next refresh after an erasure',
  ],
  cost: {
    storage:
      'The rows of the answer and one unique index; a concurrent refresh needs as much again for a moment.',
    writes:
      'None on the tables. A refresh writes the rows that differ; with the age as a column, all of them.',
    locks:
      'A concurrent refresh takes an EXCLUSIVE lock on the view: readers go on, a second refresh waits. Without the unique index it is ACCESS EXCLUSIVE.',
  },
  decision: {
    context: 'A query that many people ask takes seconds, and its answer changes slowly.',
    decision:
      'Its answer is stored, has a unique key, and is refreshed concurrently by a function on a schedule that is part of the design.',
    consequences:
      'Readers use the view that says how old the answer is. Someone watches that refreshes run and stay shorter than their rhythm.',
  },
  sources: ['000 III', '002', '003', '004'],
}
