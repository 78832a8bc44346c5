import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, list, optionsOf, tables, whole } from '../kit/index.ts'

/** How the events of a type change the state. */
export interface Apply {
  readonly type: string
  readonly how: 'merge' | 'replace' | 'add' | 'remove' | 'clear'
}
/** Turns the data of a type's events from the version to the next. */
export interface Upcaster {
  readonly type: string
  readonly from: number
  readonly change: 'rename' | 'set' | 'drop' | 'compute'
  readonly key: string
  /** The new key, the JSON value, or an SQL expression over `data`. */
  readonly to: string
}
export interface Options {
  readonly table: string
  readonly aggregateId: 'uuid' | 'text' | 'bigint'
  readonly projection: boolean
  readonly snapshotEvery: number
  readonly publish: boolean
  readonly applies: readonly Apply[]
  readonly upcasters: readonly Upcaster[]
  readonly aggregates: readonly Id<'table'>[]
}

const word = (otherwise: string) => z.string().check(z.minLength(1, otherwise))

export const options = optionsOf<Options>({
  table: identifier('Table', 'The name of the table of events.', 'events'),
  aggregateId: choice('Type of the id', "The type of an aggregate's id.", ['uuid', 'text', 'bigint']),
  projection: flag(
    'Keep the current state',
    'Keep the state of each aggregate in a table, in the same transaction as the event.',
    true,
  ),
  snapshotEvery: whole(
    'Snapshot every',
    'Take a snapshot after so many events of an aggregate. 0: only when asked to.',
    100,
    0,
    1_000_000,
  ),
  publish: flag(
    'Publish',
    'Where the design has an outbox, every appended event leaves a message there, without its data: the one who gets it reads the event.',
    true,
  ),
  applies: list(
    'How events change the state',
    'By type of event: merge its data into the state (also for every type that is not named), replace the state, add its numbers, remove its keys, or clear the state.',
    {
      type: word('name the type of event.'),
      how: z._default(z.enum(['merge', 'replace', 'add', 'remove', 'clear']), 'merge'),
    },
  ),
  upcasters: list(
    'Newer forms of events',
    'Events are never rewritten. When the data of a type gets another form, say how the old form is read: rename a key, set a missing key to a JSON value, drop a key, or compute a key by SQL over "data".',
    {
      type: word('name the type of event.'),
      from: z.int().check(z.gte(1, 'versions start at 1.')),
      change: z._default(z.enum(['rename', 'set', 'drop', 'compute']), 'rename'),
      key: word('name the key.'),
      to: z._default(z.string(), ''),
    },
  ),
  aggregates: tables(
    'Rows that are aggregates',
    "Tables whose rows the events are about: the aggregate's id is the row's key. Erasing such a row then reaches its events, snapshots and state.",
  ),
})
