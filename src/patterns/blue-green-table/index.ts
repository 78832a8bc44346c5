import { definePattern } from '../../compile/api.ts'
import { derived, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'blue-green-table',
    version: 1,
    title: 'Blue-green table',
    group: 'change',
    scope: 'table',
    glyph: 'arrow-left-right',
    summary: 'A second table takes a new shape beside the old one, kept in step until it takes over.',
    also: 'zero downtime, shadow table, online migration, table rewrite, swap tables, deployment, rename',
  },
  options,
  claims: { tables, rows, derived, files },
})
