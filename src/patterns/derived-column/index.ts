import { definePattern } from '../../compile/api.ts'
import { columns, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'derived-column',
    version: 1,
    title: 'Derived column',
    group: 'scale',
    scope: 'column',
    glyph: 'sigma',
    summary: 'A column holds a count, a sum or a copy of other rows, and cannot drift from them.',
    also: 'counter cache, denormalize, denormalise, aggregate, computed column, generated column, rollup, total, cached count',
  },
  options,
  claims: { columns, rows },
})
