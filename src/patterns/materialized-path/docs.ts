import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Branches of a deep tree are read by prefix, sorted in tree order, or shown as a way from the top: catalogues, threads, file trees, regions.',
  whenNot:
    'Where whole branches move often: every row of the branch is rewritten, with its history and its version.',
  gains: [
    'A branch is one range of an index, at any depth',
    'Sorting by the path gives the order of the tree',
    'The path follows from the parent by itself and cannot be forged',
  ],
  costs: [
    'A move rewrites every row of the branch',
    'An ltree needs its extension, and behind row level security its index is not used',
    'Keys that are neither numbers nor uuids stand in the path by their bytes in hexadecimal',
  ],
  cost: {
    storage: 'A label a level in every row and in one index.',
    writes: 'An insert walks up to the top once. A move updates every row below.',
    locks:
      'Inserts of one tree share a lock that a move takes alone, until the transaction ends. Moves at once can meet crosswise: one is told to try again (40P01).',
  },
  decision: {
    context: 'Branches of a deep tree are read far more often than rows are moved.',
    decision:
      'Each row keeps the keys from the top down to itself as a path, made from the parents by a trigger.',
    consequences:
      'Rows that were there before get their paths by one call of the rebuild function. Changes of the tree run at READ COMMITTED, or all of them at SERIALIZABLE.',
  },
  sources: ['000 IV'],
}
