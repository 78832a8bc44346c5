import { definePattern } from '../../compile/api.ts'
import { derived, rows, split } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'partition-list',
    version: 1,
    title: 'Partitions by list',
    group: 'scale',
    scope: 'table',
    glyph: 'list-filter',
    summary:
      'Rows with the same named values share a table of their own: read alone, kept apart, dropped whole.',
    also: 'partitioning, partition key, by region, by category, by tenant, large table',
  },
  options,
  claims: { split, rows, derived },
})
