import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'adjacency-list',
    version: 1,
    title: 'Adjacency list',
    group: 'relations',
    scope: 'table',
    glyph: 'list-tree',
    summary:
      'Rows form trees: each references its parent, cycles are refused, and branches can be asked for.',
    also: 'tree, hierarchy, parent id, self-reference, recursive query, categories, org chart, threads, nested',
  },
  options,
  claims: { columns, keys, rows, derived },
})
