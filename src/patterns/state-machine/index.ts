import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, shape, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'state-machine',
    version: 1,
    title: 'State machine',
    group: 'relations',
    scope: 'column',
    glyph: 'workflow',
    summary: 'A column moves between named states, along the allowed transitions and no others.',
    also: 'workflow, status, lifecycle, FSM, finite state, transitions, approval, stages, pipeline, order status',
  },
  options,
  claims: { shape, tables, columns, keys, rows },
})
