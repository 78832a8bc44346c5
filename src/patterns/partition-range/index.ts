import { definePattern } from '../../compile/api.ts'
import { derived, files, rows, split } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'partition-range',
    version: 1,
    title: 'Partitions by range',
    group: 'scale',
    scope: 'table',
    glyph: 'rows-4',
    summary:
      'Spans of time or runs of numbers are tables of their own: made ahead, read alone, dropped whole.',
    also: 'partitioning, partition key, by date, by month, pg_partman, retention, large table, rolling window, archive',
  },
  options,
  claims: { split, rows, derived, files },
})
