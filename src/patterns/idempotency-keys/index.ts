import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'idempotency-keys',
    version: 1,
    title: 'Idempotency keys',
    group: 'messages',
    scope: 'design',
    glyph: 'fingerprint-pattern',
    summary:
      'A request claims its key and stores its answer, so that a repetition is answered and not done again.',
    also: 'idempotent, idempotence, retry, retries, deduplicate, dedupe, exactly once, double submit, API requests, payments, at least once',
  },
  options,
  claims: { tables, columns, keys, rows, files },
})
