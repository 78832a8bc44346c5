import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A tree that is read all the time and changed rarely, by queries that want whole branches in order: menus, classifications, tables of contents.',
  whenNot:
    'Where rows are added or moved all day: on average every change renumbers half of the table, one change at a time.',
  gains: [
    'A branch is one comparison of two numbers, in the order of the tree',
    'Counting and summing over branches needs no recursion',
    'The numbers follow from the parent by themselves and cannot be written by hand',
  ],
  costs: [
    'Inserts and moves renumber the rows to their right, and wait for each other',
    'In columns of the table, that rewrites rows: their history, version and time of change move along',
    'In columns of the table, ON CONFLICT has to name the key it means: the keys of the numbers are checked late',
    'Removing rows leaves gaps, which are harmless; the renumber function closes them',
  ],
  cost: {
    storage: 'Two numbers a row, each with an index entry.',
    writes: 'An insert or a move updates every row between the old and the new place.',
    locks:
      'Changes of one tree wait for each other until the transaction ends; reads never wait. Moves at once can meet crosswise: one is told to try again (40P01).',
  },
  decision: {
    context: 'Branches are read constantly and in order, and the tree changes rarely.',
    decision:
      'Each row has two numbers; rows below it lie between them. Triggers keep them from the parents.',
    consequences:
      'Rows are added, moved and removed by plain statements or by the functions that come with it; those that were there before get their numbers by one call of the renumber function. Changes of the tree run at READ COMMITTED, or all of them at SERIALIZABLE.',
  },
  sources: ['001'],
}
