import { definePattern } from '../../compile/api.ts'
import { rows } from './claims.ts'
import { options } from './options.ts'
import { columns, keys, tables } from './tables.ts'

export const pattern = definePattern({
  manifest: {
    name: 'event-log',
    version: 1,
    title: 'Event log',
    group: 'history',
    scope: 'table',
    glyph: 'activity',
    summary:
      'The table keeps the state, and a table beside it says what happened to each row, by whom and with what.',
    also: 'activity feed, timeline, status history, journal, audit trail, domain events',
  },
  options,
  claims: { tables, columns, keys, rows },
})
