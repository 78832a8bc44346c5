import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, split } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'data-residency',
    version: 1,
    title: 'Data residency',
    group: 'access',
    scope: 'table',
    glyph: 'map-pinned',
    summary: 'Rows are kept in the partition of their region, and refused where they belong to none.',
    also: 'region, country, GDPR, geo-partitioning, location, jurisdiction, sovereignty, EU',
  },
  options,
  claims: { columns, keys, split, rows, derived, files },
})
