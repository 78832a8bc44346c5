import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, shape, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'enum-or-lookup',
    version: 1,
    title: 'List of values',
    group: 'keys',
    scope: 'column',
    glyph: 'list-checks',
    summary:
      'A column holds one of a list: an enum type, a table of values or a CHECK, each to be had from the other.',
    also: 'enum, enumeration, lookup table, reference data, dictionary, code list, status, dropdown, CHECK',
  },
  options,
  claims: { shape, tables, columns, keys, rows },
})
