import { definePattern } from '../../compile/api.ts'
import { columns, keys, tables } from './claims.ts'
import { options } from './options.ts'
import { derived } from './view.ts'

export const pattern = definePattern({
  manifest: {
    name: 'vertical-split',
    version: 1,
    title: 'Vertical split',
    group: 'scale',
    scope: 'table',
    glyph: 'columns-2',
    summary: 'Columns that are hardly read move to a table of their own; a view shows both as one.',
    also: 'wide table, split table, cold columns, blob, TOAST, one-to-one, 1:1, rarely used columns, vertical partitioning',
  },
  options,
  claims: { tables, columns, keys, derived },
})
