import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'jsonb-attributes',
    version: 1,
    title: 'JSON attributes',
    group: 'keys',
    scope: 'table',
    many: true,
    glyph: 'braces',
    summary: 'Attributes that only some rows have live in one JSON object, checked and indexed.',
    also: 'JSONB, EAV, custom fields, dynamic attributes, schemaless, document, NoSQL, metadata, properties, key-value, tags, settings',
  },
  options,
  claims: { columns, keys, rows },
})
