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
      'Spans of time or runs of numbers are tables of their own: made ahead, read alone, dropped whole.',
  },
  options,
  claims: { split, rows, derived },
})
