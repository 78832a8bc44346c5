import { definePattern } from '../../compile/api.ts'
import { split } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'partition-hash',
    version: 1,
    title: 'Partitions by hash',
    group: 'scale',
    scope: 'table',
    glyph: 'hash',
    summary:
      'Spans of time or runs of numbers are tables of their own: made ahead, read alone, dropped whole.',
  },
  options,
  claims: { split },
})
