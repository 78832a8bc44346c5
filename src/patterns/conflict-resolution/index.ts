import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'conflict-resolution',
    version: 1,
    title: 'Conflict resolution',
    group: 'messages',
    scope: 'table',
    many: true,
    glyph: 'git-merge',
    summary:
      'Rows that are written in several places come out the same: the last write wins, both are kept, or additions add up.',
    also: 'upsert, merge, last write wins, LWW, CRDT, multi-master, offline sync, replication, concurrency',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
