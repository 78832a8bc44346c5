import { definePattern } from '../../compile/api.ts'
import { columns, derived, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'outbox',
    version: 1,
    title: 'Outbox',
    group: 'messages',
    scope: 'design',
    glyph: 'send',
    summary:
      'Messages to other systems are rows of the same transaction; relays lease, send and confirm them.',
    also: 'transactional outbox, queue, message queue, job queue, pub sub, publish, Kafka, webhooks, CDC, relay, dual write, SKIP LOCKED, retry, integration events',
  },
  options,
  claims: { tables, columns, keys, rows, derived },
})
