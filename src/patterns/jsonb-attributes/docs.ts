import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows have attributes that differ from kind to kind or that customers make up: product details, preferences, flags, what another system sent.',
  whenNot:
    'For what every row has, for what other tables reference, and for values that change many times a second: those are columns. Never as rows of name and value, which can be neither typed nor indexed well.',
  gains: [
    'A new attribute needs no change of the schema',
    'Questions by attribute have an index, each path in its type',
    'Required keys and types of paths are checked by the database',
  ],
  costs: [
    'Every change writes the whole object anew',
    'Misspelt keys that nobody requires pass',
    'The planner knows less about values within JSON than about columns',
    'Behind row security its operators do not reach the index',
  ],
  cost: {
    storage:
      'Keys are stored with every row. A GIN index with jsonb_path_ops takes a fifth to a half of the data; a path takes what a column’s index takes.',
    writes:
      'Each key and value of a row is an entry of the GIN index, collected and merged later; each path is one entry.',
    locks:
      'The column with its empty default is added at once. The indexes read the whole table; build them concurrently.',
  },
  decision: {
    context: 'Some attributes belong to few rows, and more come without warning.',
    decision:
      'They are kept as one JSON object on the row, checked to be one, with indexes for what is asked.',
    consequences: 'An attribute that most rows have, or that gets rules of its own, moves into a column.',
  },
  sources: ['002', '003'],
}
