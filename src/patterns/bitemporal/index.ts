import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'bitemporal',
    version: 1,
    title: 'Bitemporal',
    group: 'time',
    scope: 'table',
    glyph: 'calendar-clock',
    summary:
      'Each row says when a fact is true and when it was believed; a correction keeps what was believed before.',
    also: 'valid time, transaction time, system time, as of, time travel, temporal, backdated corrections',
  },
  options,
  claims: { columns, keys, rows, derived },
})
