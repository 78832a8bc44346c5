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
    also: 'zero downtime, online migration, parallel change, backfill, schema change, rollout, deployment, rename column',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
