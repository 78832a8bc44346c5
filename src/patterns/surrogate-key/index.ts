import { definePattern } from '../../compile/api.ts'
import { keys, rows, shape } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'surrogate-key',
    version: 1,
    title: 'Surrogate key',
    group: 'keys',
    scope: 'table',
    glyph: 'key-round',
    summary: 'Rows get a key without meaning, a number or a UUID; what people call them stays unique.',
    also: 'primary key, id, UUID, ULID, identity, serial, auto increment, sequence, natural key, public id, bigint',
  },
  options,
  claims: { shape, keys, rows },
})
