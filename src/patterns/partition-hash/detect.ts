import type { Id } from '../../base/index.ts'
import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { partitionsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

/** Tables that are spread by a hash of columns over partitions of one modulus. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const columns = t.partitionBy?.keys.map((k) => k.column) ?? []
    const parts = partitionsOf(catalog, t.id)
    const modulus = parts[0]?.modulus
    const alike =
      modulus !== undefined && parts.length === modulus && parts.every((p) => p.modulus === modulus)
    if (t.partitionBy?.method !== 'hash' || !alike || columns.some((c) => c === undefined)) return []
    return [
      {
        target: t.id as Id<'table'>,
        options: { columns: columns as readonly Id<'column'>[], modulus, uniques: 'within' },
        bind: Object.fromEntries(parts.map((p) => [`p:${p.remainder}`, p.id])),
        sure: 0.95,
        because: `is spread over ${modulus} partitions by a hash`,
      },
    ]
  })
