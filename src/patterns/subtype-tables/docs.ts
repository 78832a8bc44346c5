import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows are of a few kinds that share most of what they have, and each kind has columns of its own with rules of their own: products, payments, contracts, assets.',
  whenNot:
    'Where kinds differ by a column or two: nullable columns with a check are simpler. Where customers make up kinds: JSON attributes. Where the kinds share nothing but a name: separate tables.',
  gains: [
    'Columns of a kind are typed, required and referenced like any other',
    'A row cannot be in the table of another kind, whoever writes it',
    'Others reference the shared table, whatever the kind',
  ],
  costs: [
    'Reading a whole row joins two tables, writing it takes two inserts',
    'A new kind is a new table',
    'Nothing makes the second insert happen: a row may be of a kind and lack its details',
  ],
  cost: {
    storage: 'The key and the kind once more for each row, and one more unique index on the shared table.',
    writes: 'One more insert and one look-up of the shared row.',
    locks:
      'A kind that is added is a new table. The unique key over key and kind is built by reading the table.',
  },
  decision: {
    context: 'Rows of several kinds share a life, and one wide table leaves most of its columns empty.',
    decision:
      'What all kinds share is in one table; each kind has a table of its own, held together by key and kind.',
    consequences:
      'Code that reads a kind uses its view. A history of what only a kind has is switched on for a table that is drawn for it.',
  },
  sources: ['002'],
}
