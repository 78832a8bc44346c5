import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'sharding',
    version: 1,
    title: 'Sharding',
    group: 'scale',
    scope: 'design',
    glyph: 'server',
    summary:
      'Rows are spread over servers by one key: with Citus, its rules checked beforehand, or by a map of logical shards.',
    also: 'sharding key, shard key, distribution key, horizontal scaling, scale out, Citus, distributed, multi-node',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
