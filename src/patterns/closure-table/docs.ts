import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Whole branches of a tree are read often, in queries that join and count, and rows move now and then: folders, product groups, organizations.',
  whenNot:
    'For trees of a few levels where one walk does, or deep ones that are rearranged all day: every move rewrites the paths of the branch.',
  gains: [
    'Everything below or above a row is one indexed look-up, at any depth',
    'Paths are rows: they join, count and filter like others',
    'The paths are kept by triggers, with several rows in one statement and several people moving rows too',
  ],
  costs: [
    'A row of paths for every row above a row, and one for itself',
    'A move writes as many paths as the branch has rows times the levels above it',
  ],
  cost: {
    storage: 'Rows times their average depth, each two keys and a number, with two index entries.',
    writes:
      'An insert writes a path a level. A move removes and writes the paths between the branch and what is above it.',
    locks:
      'Inserts of one tree share a lock that a move takes alone, until the transaction ends. Transactions that move several rows at once can meet crosswise: one is told to try again (40P01).',
  },
  decision: {
    context:
      'Queries ask for whole branches and for everything above a row, and walking the tree is too slow for them.',
    decision:
      'A table beside the rows holds every pair of a row and one above it with the distance, kept by triggers.',
    consequences:
      'Rows that were there before get their paths by one call of the rebuild function. Changes of the tree run at READ COMMITTED, or all of them at SERIALIZABLE.',
  },
  sources: ['001'],
}
