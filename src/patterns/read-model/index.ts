import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { derived } from './derived.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'read-model',
    version: 1,
    title: 'Read model',
    group: 'scale',
    scope: 'design',
    many: true,
    glyph: 'book-open',
    summary:
      'What a query gives is kept as a table of its own, by triggers, a queue, a subscriber or a rebuild.',
    also: 'CQRS, projection, denormalize, denormalise, cache, query side, reporting, cached view, subscriber',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
