import { definePattern } from '../../compile/api.ts'
import { columns, keys } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'exclusive-arc',
    version: 1,
    title: 'Exclusive arc',
    group: 'relations',
    scope: 'table',
    many: true,
    glyph: 'split',
    summary: 'A row belongs to one of several tables, by real foreign keys of which one is set.',
    also: 'polymorphic association, belongs to one of, either or, XOR, owner type, commentable, union foreign key',
  },
  options,
  claims: { columns, keys },
})
