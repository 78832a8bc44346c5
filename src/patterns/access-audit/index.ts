import { definePattern } from '../../compile/api.ts'
import { columns, derived, files, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'access-audit',
    version: 1,
    title: 'Audit of access',
    group: 'access',
    scope: 'table',
    glyph: 'eye',
    summary: 'Who read which row is written down before the row is returned, or by pgAudit.',
    also: 'read log, who viewed, access log, pgAudit, HIPAA, compliance, SELECT audit, PII',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
