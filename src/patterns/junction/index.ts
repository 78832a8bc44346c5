import { definePattern } from '../../compile/api.ts'
import { columns, keys, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'junction',
    version: 1,
    title: 'Junction table',
    group: 'relations',
    scope: 'table',
    many: true,
    glyph: 'link-2',
    summary: 'Rows of two tables are joined many to many, found from either side.',
    also: 'many-to-many, m2m, join table, link table, bridge table, pivot table, tags, membership, associative, n:m',
  },
  options,
  claims: { tables, columns, keys },
})
