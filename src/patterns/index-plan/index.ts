import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'index-plan',
    version: 1,
    title: 'Index plan',
    group: 'scale',
    scope: 'table',
    glyph: 'list-filter',
    summary: 'Indexes follow from references and sample queries; those that repeat another one are left out.',
    also: 'indices, B-tree, GIN, BRIN, covering index, slow query, performance, tuning, missing index, speed',
  },
  options,
  claims: { rows },
})
