import { type Extension, PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { intarray } from '@electric-sql/pglite/contrib/intarray'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { tablefunc } from '@electric-sql/pglite/contrib/tablefunc'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import type { commonExtensions, rareExtensions } from './gaps.ts'
import { makeOwner } from './names.ts'

/** Which extensions' files the database is started with: each takes its part of every start. */
export type Extent = 'common' | 'all'

type Files<Name extends string> = Readonly<Record<Name, Extension>>

const common: Files<(typeof commonExtensions)[number]> = { btree_gist, citext, ltree, pg_trgm }
const rare: Files<(typeof rareExtensions)[number]> = {
  btree_gin,
  fuzzystrmatch,
  hstore,
  intarray,
  pgcrypto,
  tablefunc,
  unaccent,
  'uuid-ossp': uuid_ossp,
}

/**
 * One connection that nobody else reads: no autovacuum, no replication, and a WAL that is recycled early, because
 * it lies in memory, and so do the data: buffers are no faster. The search path is the server's own default.
 */
const settings: readonly string[] = [
  'search_path="$user", public',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=64MB',
  'min_wal_size=32MB',
  'autovacuum=off',
  'shared_buffers=32MB',
  'jit=off',
  'client_min_messages=error',
]

const asText = (text: string): string => text

/** Values reach us as PostgreSQL prints them, whatever their type. */
const keepText = (db: PGlite): void => {
  db.parsers = new Proxy<PGlite['parsers']>({}, { get: () => asText })
}

/** Some servers send a .gz file as gzip-encoded content, so that it arrives unpacked. */
const archive = (bytes: Uint8Array): Blob => {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
  return new Blob([Uint8Array.from(bytes)], { type: packed ? 'application/x-gzip' : 'application/x-tar' })
}

/**
 * Starts PostgreSQL from a data directory dumped beforehand (a tar, gzipped or not) that has the owner, or from nothing,
 * which takes initdb's seconds. The snapshot's extensions stay until the first design is loaded.
 */
export const bootPglite = async (
  snapshot: Uint8Array | undefined,
  extent: Extent = 'common',
): Promise<PGlite> => {
  const startParams = [...PGlite.defaultStartParams, ...settings.flatMap((s) => ['-c', s])]
  const db = await PGlite.create({
    extensions: extent === 'all' ? { ...common, ...rare } : common,
    startParams,
    ...(snapshot ? { loadDataDir: archive(snapshot) } : {}),
  })
  keepText(db)
  if (!snapshot) await db.exec(makeOwner.join(';'))
  return db
}
