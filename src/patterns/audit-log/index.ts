import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'
import { columns, keys, tables } from './tables.ts'

export const pattern = definePattern({
  manifest: {
    name: 'audit-log',
    version: 1,
    title: 'Audit log',
    group: 'history',
    scope: 'table',
    wide: true,
    glyph: 'scroll-text',
    summary: 'Who changed what and when, as JSON in one log: for a table, or one for the whole design.',
    also: 'audit trail, change log, activity log, who changed, compliance, JSON diff, SOX, track changes',
  },
  options,
  aside: ['except'],
  claims: { tables, columns, keys, rows },
})
