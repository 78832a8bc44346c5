import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { detect } from './detect.ts'
import { docs } from './docs.ts'
import { options } from './options.ts'
import { proofs } from './proofs.ts'

export const historyTable = definePattern({
  manifest: {
    name: 'history-table',
    version: 1,
    title: 'History table',
    group: 'history',
    scope: 'table',
    glyph: 'history',
    summary: 'Every version of every row is kept beside the table, with its period and who made it.',
    docs,
  },
  options,
  claims: { tables, columns, keys, rows, derived },
  proofs,
  detect,
})
