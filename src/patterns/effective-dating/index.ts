import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'effective-dating',
    version: 1,
    title: 'Effective dating',
    group: 'time',
    scope: 'table',
    glyph: 'calendar-range',
    summary: 'Each row is a version that holds for a period; two versions of one thing never overlap.',
    also: 'valid from, valid to, temporal, SCD, slowly changing dimension, price list, versioning, date range, exclusion, overlap, schedule',
  },
  options,
  claims: { columns, keys, rows, derived },
})
