import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows } from './claims.ts'
import { options } from './options.ts'
import { shape } from './vector.ts'

export const pattern = definePattern({
  manifest: {
    name: 'full-text-search',
    version: 1,
    title: 'Full-text search',
    group: 'keys',
    scope: 'table',
    glyph: 'text-search',
    summary: 'Rows are found by their words in any form, the weightiest match first.',
    also: 'search, tsvector, tsquery, FTS, trigram, fuzzy, ranking, GIN, keywords, autocomplete, stemming',
  },
  options,
  claims: { shape, columns, keys, rows },
})
