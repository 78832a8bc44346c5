import { definePattern } from '../../compile/api.ts'
import { derived } from './as-of.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'history-table',
    version: 1,
    title: 'History table',
    group: 'history',
    scope: 'table',
    glyph: 'history',
    summary: 'Every version of every row is kept beside the table, with its period and who made it.',
    also: 'versioning, versions, revisions, audit trail, system versioned, temporal table, time travel, SCD, change history, restore, undo',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
