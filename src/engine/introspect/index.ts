import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import type { Introspection, SqlError } from '../types.ts'
import { readConstraints } from './constraints.ts'
import { readGrants } from './grants.ts'
import { readIndexes } from './indexes.ts'
import { readLeftOut } from './leftout/index.ts'
import { readPartitions, readSplits } from './partitions.ts'
import { readPaths } from './paths.ts'
import { readPolicies } from './policies.ts'
import { type Ask, Ids, QueryFailed } from './read.ts'
import { readColumns, readRelations } from './relations.ts'
import { readRoutines } from './routines.ts'
import { readExtensions, readRoles, readSchemas } from './spaces.ts'
import { readTriggers } from './triggers.ts'
import { readDomains, readEnums } from './usertypes.ts'

/** In this order: each kind refers to those before it. */
const readers: readonly ((ask: Ask, ids: Ids) => Promise<readonly Obj[]>)[] = [
  readRoles,
  readSchemas,
  readExtensions,
  readEnums,
  readDomains,
  readRelations,
  readColumns,
  readPartitions,
  readConstraints,
  readIndexes,
  readRoutines,
  readTriggers,
  readPolicies,
  readGrants,
]

/** The server writes names and values in one form whatever the session was set to. */
const setup = [
  'begin',
  "set local search_path = ''",
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
]

const readAll = async (ask: Ask): Promise<Catalog> => {
  const ids = new Ids()
  const catalog = new Map<Id, Obj>()
  await readPaths(ask, ids)
  for (const read of readers) for (const o of await read(ask, ids)) catalog.set(o.id, o)
  for (const [id, partitionBy] of await readSplits(ask, ids)) {
    const table = catalog.get(id)
    if (table?.kind === 'table') catalog.set(id, { ...table, partitionBy })
  }
  return catalog
}

/**
 * What the database holds, as a catalog whose ids are made from qualified names: `table:public.orders`,
 * `column:public.orders.id`. `ask` must speak as the superuser, outside a transaction. With an empty search path
 * the server writes every name in full, so the texts do not depend on a session. Whatever a catalog cannot hold is
 * named beside it.
 */
export const introspectWith = async (ask: Ask): Promise<Result<Introspection, SqlError>> => {
  try {
    for (const s of setup) {
      const r = await ask(s)
      if (!r.ok) return r
    }
    return ok({ catalog: await readAll(ask), leftOut: await readLeftOut(ask) })
  } catch (e) {
    if (e instanceof QueryFailed) return err(e.error)
    throw e
  } finally {
    await ask('rollback')
  }
}
