import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'
import { columns, keys, tables } from './tables.ts'

export const pattern = definePattern({
  manifest: {
    name: 'archive-table',
    version: 1,
    title: 'Archive table',
    group: 'history',
    scope: 'table',
    glyph: 'archive',
    summary:
      'A deleted row moves into an archive, from which it can come back; the table itself stays clean.',
    also: 'soft delete, trash, recycle bin, undelete, restore, cold storage, retention, purge, deleted rows',
  },
  options,
  claims: { tables, columns, keys, rows },
})
