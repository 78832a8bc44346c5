import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'materialized-path',
    version: 1,
    title: 'Materialized path',
    group: 'relations',
    scope: 'table',
    glyph: 'folder-tree',
    summary:
      'Each row keeps its way from the top as a path, so that a branch is everything that starts with it.',
    also: 'tree, hierarchy, ltree, breadcrumb, categories, folders, path enumeration, subtree, ancestors, nested',
  },
  options,
  claims: { columns, keys, rows, derived },
})
