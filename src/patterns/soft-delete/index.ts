import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'soft-delete',
    version: 1,
    title: 'Soft delete',
    group: 'history',
    scope: 'table',
    glyph: 'trash-2',
    summary: 'Deleting marks a row with a time; its unique values are free again and it can come back.',
    also: 'trash, undelete, restore, recycle bin, deleted_at, is_deleted, paranoid, logical delete, tombstone, deactivate, undo, archived',
  },
  options,
  claims: { columns, keys, rows, derived },
})
