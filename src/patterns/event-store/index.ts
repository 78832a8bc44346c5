import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'
import { columns, keys, tables } from './tables.ts'

export const pattern = definePattern({
  manifest: {
    name: 'event-store',
    version: 1,
    title: 'Event store',
    group: 'history',
    scope: 'design',
    glyph: 'layers',
    summary:
      'What happened is stored as events that never change; states are made from them and never written by hand.',
    also: 'event sourcing, CQRS, append-only, domain events, aggregate, replay, snapshot, ledger, stream, projections',
  },
  options,
  claims: { tables, columns, keys, rows },
})
