import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows of one kind hang below each other and move about: categories, comments with replies, departments, parts of parts.',
  whenNot:
    'Where nearly every query asks for whole branches of a large and deep tree: a closure table or a path answers those without walking.',
  gains: [
    'One column says it all, and a real foreign key keeps it true',
    'Moving a branch writes one row',
    'Cycles are refused, also when two people move rows at the same time',
  ],
  costs: [
    'Reading a branch takes one step a level',
    'The views compute every pair; for a single row the functions walk only what they need',
  ],
  cost: {
    storage: 'One key a row and one index entry.',
    writes: 'An insert or a move walks up to the top once; moves of one tree wait for each other.',
    locks:
      'Adding the column is instant; its index and reference can be added without blocking writes. Transactions that move several rows at once can meet crosswise: one is told to try again (40P01).',
  },
  decision: {
    context: 'Rows of a table belong below one another, and branches are moved more often than read whole.',
    decision:
      'Each row references its parent; a trigger refuses cycles; views and functions walk the tree by recursive queries.',
    consequences:
      'Deep reads cost a step a level. Changes of the tree run at READ COMMITTED, or all of them at SERIALIZABLE.',
  },
  sources: ['000 IV', '001'],
}
