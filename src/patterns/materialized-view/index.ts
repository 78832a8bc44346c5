import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'materialized-view',
    version: 1,
    title: 'Materialized view',
    group: 'scale',
    scope: 'design',
    many: true,
    glyph: 'camera',
    summary: 'A query’s answer is stored and refreshed on a schedule, without locking its readers out.',
    also: 'cache, reporting, report, precompute, refresh, aggregate, dashboard, analytics, summary table, OLAP',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
