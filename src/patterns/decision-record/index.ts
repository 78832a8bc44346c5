import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'decision-record',
    version: 1,
    title: 'Decision records',
    group: 'change',
    scope: 'design',
    glyph: 'notebook-pen',
    summary: 'Every decision about the schema is on record: in a register beside the tables, and in files.',
    also: 'ADR, documentation, architecture decision, comments, why, rationale, changelog',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
