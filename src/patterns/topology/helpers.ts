import { qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { U } from './sizes.ts'

/** Reads go to a replica that has the reader's own writes, else to the primary. */
export const routingHelper = (use: U): Sql =>
  sql`${rawSql(`/** The part of a connection pool that is needed: node-postgres and others have it. */
export interface Queryable {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>
}
/** A connection of a pool: it is given back after use. */
export interface Connection extends Queryable {
  release(): void
}
export interface Pool {
  connect(): Promise<Connection>
}

/** Where a write ended in the log. Keep it with the user's session: a cookie will do. */
export type Position = string

export interface Router {
  /** One transaction on the primary; tells where it ended, once it is committed. */
  write<T>(work: (client: Queryable) => Promise<T>): Promise<{ readonly result: T; readonly position: Position }>
  /** A read that sees everything up to the position; without one, a read that may be a moment old. */
  read<T>(position: Position | undefined, work: (client: Queryable) => Promise<T>): Promise<T>
}

const first = (rows: readonly Record<string, unknown>[]): unknown => Object.values(rows[0] ?? {})[0]

const using = async <T>(pool: Pool, work: (client: Queryable) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

const inTransaction = async <T>(client: Queryable, work: (client: Queryable) => Promise<T>): Promise<T> => {
  await client.query('begin')
  try {
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Reads take turns among the replicas. One that is not as far as the position within the patience is passed over for
 * the primary, which always is.
 */
export const createRouter = (primary: Pool, replicas: readonly Pool[], patienceMs = 100): Router => {
  let turn = 0
  return {
    write: (work) =>
      using(primary, async (client) => {
        const result = await inTransaction(client, work)
        const { rows } = await client.query('select `)}${qualified(use.idOf('position'))}${rawSql(`()::text')
        return { result, position: String(first(rows)) }
      }),
    read: async (position, work) => {
      const replica = replicas[turn++ % Math.max(1, replicas.length)]
      if (replica === undefined) return using(primary, work)
      if (position === undefined) return using(replica, work)
      const client = await replica.connect()
      try {
        const { rows } = await client.query('select `)}${qualified(use.idOf('wait'))}${rawSql(`($1::pg_lsn, make_interval(secs => $2::float8))::text', [
          position,
          patienceMs / 1000,
        ])
        if (first(rows) === 'true') return await work(client)
      } finally {
        client.release()
      }
      return using(primary, work)
    },
  }
}
`)}`

/** A cache beside the database. */
export const cacheHelper = `/** The part of a cache that is needed: Redis, memcached or a map in memory. */
export interface Cache {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string, seconds: number): Promise<void>
}

export interface Cached<T> {
  /** Seconds after which a value is loaded again in any case. */
  readonly seconds: number
  /** Loads from the database. */
  readonly load: () => Promise<T>
}

/** Stands in the cache for a value that was just changed: whoever loaded the old one meanwhile must not store it. */
const changed = '\\u0000changed'
const changedSeconds = 10

const pending = new WeakMap<Cache, Map<string, Promise<unknown>>>()

const loadingOf = (cache: Cache): Map<string, Promise<unknown>> => {
  const known = pending.get(cache) ?? new Map<string, Promise<unknown>>()
  pending.set(cache, known)
  return known
}

/** A cache that is away makes reads slower, never wrong: it reads as empty. */
const lookUp = (cache: Cache, key: string): Promise<string | undefined> => cache.get(key).catch(() => undefined)

const fill = async <T>(cache: Cache, key: string, how: Cached<T>, mayStore: boolean): Promise<T> => {
  const value = await how.load()
  if (mayStore && (await lookUp(cache, key)) !== changed)
    await cache.set(key, JSON.stringify(value), how.seconds).catch(() => undefined)
  return value
}

/**
 * The value from the cache, or from the database and then from the cache. Many who miss at once load once. The value
 * must survive JSON.
 */
export const cacheAside = async <T>(cache: Cache, key: string, how: Cached<T>): Promise<T> => {
  const found = await lookUp(cache, key)
  if (found !== undefined && found !== changed) return JSON.parse(found) as T
  const loading = loadingOf(cache)
  const known = loading.get(key)
  if (known !== undefined) return known as Promise<T>
  const load = fill(cache, key, how, found !== changed).finally(() => loading.delete(key))
  loading.set(key, load)
  return load
}

/** Says that the value changed. Called after the commit, or by whoever reads the outbox; calling it twice does no harm. */
export const invalidate = async (cache: Cache, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    loadingOf(cache).delete(key)
    await cache.set(key, changed, changedSeconds)
  }
}

/**
 * Writes to the database and then stores what was written. The key is marked first: until the new value is there,
 * reads go to the database. A write that fails leaves only the mark, which goes by itself. Of two writers at once the
 * later to answer is kept, not the later to commit: where that matters, invalidate instead.
 */
export const writeThrough = async <T>(
  cache: Cache,
  key: string,
  seconds: number,
  write: () => Promise<T>,
): Promise<T> => {
  await invalidate(cache, key).catch(() => undefined)
  const value = await write()
  await cache.set(key, JSON.stringify(value), seconds).catch(() => undefined)
  return value
}

/** A message of the outbox, as far as it tells what changed. */
export interface Changed {
  readonly aggregate_type: string
  readonly aggregate_id: string
}

/**
 * A consumer of the outbox that invalidates what a message is about. The commit wrote the message, so no crash between
 * the database and the cache leaves an old value for longer than the message takes.
 */
export const invalidateFromOutbox =
  (cache: Cache, keysOf: (message: Changed) => readonly string[]) =>
  (message: Changed): Promise<void> =>
    invalidate(cache, ...keysOf(message))
`
