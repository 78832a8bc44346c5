import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'
import { files } from './runbook.ts'

export const pattern = definePattern({
  manifest: {
    name: 'expand-contract',
    version: 1,
    title: 'Expand and contract',
    group: 'change',
    scope: 'design',
    glyph: 'unfold-horizontal',
    summary:
      'Changes go through phases: a journal, backfills in batches, and no contract before they are done.',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
