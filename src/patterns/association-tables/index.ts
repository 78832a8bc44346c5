import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'association-tables',
    version: 1,
    title: 'Association tables',
    group: 'relations',
    scope: 'table',
    glyph: 'waypoints',
    summary: 'Rows belong to rows of many kinds of table, by a join table for each kind.',
    also: 'polymorphic association, comments on anything, attachments, taggable, tags, many-to-many, join table',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
