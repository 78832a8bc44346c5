import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'erasure',
    version: 1,
    title: 'Erasure of personal data',
    group: 'access',
    scope: 'design',
    glyph: 'eraser',
    summary: 'Erases a person on request, in the rows and in every copy, and keeps references intact.',
    also: 'GDPR, right to be forgotten, anonymize, anonymise, delete user, PII, privacy, data subject request, CCPA, pseudonymise',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
