import { definePattern } from '../../compile/api.ts'
import { columns, keys, tables } from './claims.ts'
import { options } from './options.ts'
import { derived } from './routines.ts'
import { rows } from './rows.ts'

export const pattern = definePattern({
  manifest: {
    name: 'closure-table',
    version: 1,
    title: 'Closure table',
    group: 'relations',
    scope: 'table',
    glyph: 'waypoints',
    summary:
      'Every pair of a row and one above it is kept beside the table, so that whole branches are one look-up.',
    also: 'tree, hierarchy, ancestors, descendants, categories, org chart, subtree, nested',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
