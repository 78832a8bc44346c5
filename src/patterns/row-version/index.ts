import { definePattern } from '../../compile/api.ts'
import { columns, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'row-version',
    version: 1,
    title: 'Row version',
    group: 'keys',
    scope: 'table',
    glyph: 'list-ordered',
    summary: 'A counter on each row refuses a change that was made from an outdated reading.',
    also: 'optimistic lock, optimistic locking, optimistic concurrency, ETag, lost update, lock version, compare and swap, concurrent edits, race condition',
  },
  options,
  claims: { columns, rows },
})
