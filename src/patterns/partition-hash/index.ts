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
      'Rows are spread evenly over a fixed number of tables by the hash of a key: who asks by it reads one.',
    also: 'partitioning, partition key, spread, distribute, hash bucket, large table, hotspot',
  },
  options,
  claims: { split },
})
