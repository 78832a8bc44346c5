import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'subtype-tables',
    version: 1,
    title: 'Subtype tables',
    group: 'keys',
    scope: 'table',
    glyph: 'boxes',
    summary: 'Each kind of row has a table for its own columns, and no row can be in the wrong one.',
    also: 'inheritance, polymorphic, class table inheritance, CTI, STI, single table inheritance, supertype, specialization, discriminator, kind, type column',
  },
  options,
  claims: { tables, columns, keys, derived },
})
