import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'
import { columns, keys, tables } from './tables.ts'
import { shape } from './tracked.ts'

export const pattern = definePattern({
  manifest: {
    name: 'tracked-columns',
    version: 1,
    title: 'Tracked columns',
    group: 'history',
    scope: 'table',
    glyph: 'chart-line',
    summary: 'The row keeps the current value; a table beside it keeps every earlier one with its period.',
    also: 'column history, price history, field history, value history, audit trail, SCD, temporal, versioning',
  },
  options,
  claims: { shape, tables, columns, keys, rows },
})
