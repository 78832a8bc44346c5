import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, shape, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'column-encryption',
    version: 1,
    title: 'Encrypted column',
    group: 'keys',
    scope: 'column',
    glyph: 'lock-keyhole',
    summary:
      'A value is stored as a cipher; one role reads it, and equal values can still be found and kept unique.',
    also: 'PII, encrypt, pgcrypto, cipher, secrets, sensitive data, privacy, GDPR, PCI, mask, at rest',
  },
  options,
  claims: { shape, tables, columns, keys, rows, derived },
})
