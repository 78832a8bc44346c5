import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'nested-sets',
    version: 1,
    title: 'Nested sets',
    group: 'relations',
    scope: 'table',
    glyph: 'brackets',
    summary: 'Two numbers a row enclose those of all rows below it, so that a branch is one comparison.',
    also: 'tree, hierarchy, left right, lft rgt, preorder, categories, subtree, nested intervals',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
