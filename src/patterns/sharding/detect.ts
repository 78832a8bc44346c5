import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const plain = { reference: [], queries: [], shards: 32 } as const

const has = (catalog: Catalog, t: Obj<'table'>, word: RegExp): Obj<'column'> | undefined =>
  columnsOf(catalog, t.id).find((c) => word.test(c.name))

/** Tables that say which server holds a shard, or by what tables are distributed. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const shard = has(catalog, t, /shard/i)
    const server = has(catalog, t, /node|server|host|database|dsn/i)
    if (/shard/i.test(t.name) && has(catalog, t, /distribution_column/i))
      return [
        {
          options: { ...plain, kind: 'citus' },
          bind: { plan: t.id },
          sure: 0.9,
          because: `${t.name} says by which column each table is distributed`,
        },
      ]
    const key = objectsOf(catalog, 'key').find((k) => k.table === t.id && k.primary)
    if (!/shard/i.test(t.name) || !shard || !server || !key?.columns.some((c) => c === shard.id)) return []
    return [
      {
        options: { ...plain, kind: 'map' },
        bind: { map: t.id, 'map:shard': shard.id, 'map:node': server.id },
        sure: 0.8,
        because: `${t.name} says which ${server.name} holds a ${shard.name}`,
      },
    ]
  })
