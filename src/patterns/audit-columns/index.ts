import { definePattern } from '../../compile/api.ts'
import { columns, keys, trigger } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'audit-columns',
    version: 1,
    title: 'Audit columns',
    group: 'history',
    scope: 'table',
    glyph: 'clock',
    summary: 'Every row says when it was created and last changed, and by whom if you like.',
    also: 'timestamps, created_at, updated_at, created_by, updated_by, last modified, who changed',
  },
  options,
  claims: { columns, keys, rows: trigger },
})
