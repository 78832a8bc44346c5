import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words: Readonly<Record<string, readonly string[]>> = {
  aggregate_type: ['aggregate_type', 'aggregatetype', 'entity_type', 'topic'],
  aggregate_id: ['aggregate_id', 'aggregateid', 'entity_id', 'message_key'],
  type: ['type', 'event_type', 'message_type', 'event_name'],
  payload: ['payload', 'data', 'body', 'event_data'],
  sent_at: ['sent_at', 'published_at', 'processed_at', 'dispatched_at', 'delivered_at'],
  created_at: ['created_at', 'occurred_at', 'occurred_on'],
}
const types: Readonly<Record<string, string>> = {
  aggregate_type: 'text',
  aggregate_id: 'text',
  type: 'text',
  payload: 'jsonb',
  sent_at: 'timestamptz',
  created_at: 'timestamptz',
}

const find = (columns: readonly Obj<'column'>[], role: string): Obj<'column'> | undefined =>
  columns.find((c) => words[role]?.includes(c.name.toLowerCase()))
const typed = (c: Obj<'column'>, type: string | undefined): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base) === type

const sighting = (catalog: Catalog, t: Obj<'table'>): readonly Sighting<Options>[] => {
  const columns = columnsOf(catalog, t.id)
  const payload = find(columns, 'payload')
  const sent = find(columns, 'sent_at')
  if (!payload || !sent || sent.notNull) return []
  const bind = Object.fromEntries(
    Object.entries(types).flatMap(([role, type]) => {
      const c = find(columns, role)
      return c && typed(c, type) ? [[role, c.id] as const] : []
    }),
  )
  return [
    {
      options: {
        name: /^[a-z_][a-z0-9_]{0,50}$/.test(t.name) ? t.name : 'outbox',
        order: 'none',
        dead: 'continue',
        attempts: 10,
        backoff: '1 second',
        longest: '1 hour',
        keep: '7 days',
        notify: false,
        inbox: false,
        relay: '',
        tables: [],
        payload: 'row',
        without: [],
      },
      bind: { outbox: t.id, ...bind },
      sure: find(columns, 'aggregate_id') ? 0.9 : 0.7,
      because: `${t.name} holds payloads and when they were sent`,
    },
  ]
}

/** A table called an outbox, with payloads and a nullable time of sending. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t) => (/outbox/i.test(t.name) ? sighting(catalog, t) : []))
