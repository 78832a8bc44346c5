import type { Id } from '../../base/index.ts'
import { type Catalog, objectsOf, type Sql } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { partitionsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words = /^(region|country|country_code|jurisdiction|location|territory|data_region)$/i
const text = (s: Sql): string => (s.text[0] ?? '').replace(/^'|'$/g, '').replaceAll("''", "'")

/** Tables that are partitioned by a list of places, with no partition for anywhere else. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const column = t.partitionBy?.keys[0]?.column
    const c = column && catalog.get(column)
    const own = partitionsOf(catalog, t.id)
    if (t.partitionBy?.method !== 'list' || c?.kind !== 'column' || !words.test(c.name)) return []
    if (own.some((p) => !p.in)) return []
    const found = own.map((p, i) => ({
      p,
      region: {
        name:
          p.name
            .replace(`${t.name}_`, '')
            .toLowerCase()
            .replace(/[^a-z0-9_]+/g, '_')
            .slice(0, 40) || `r${i + 1}`,
        values: (p.in ?? []).map(text),
        tablespace: p.tablespace ?? '',
      },
    }))
    const check = objectsOf(catalog, 'check').find(
      (k) => k.table === t.id && k.expr.refs.some((r) => r.id === c.id),
    )
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          column: c.id as Id<'column'>,
          name: 'region',
          regions: found.map((f) => f.region),
          stay: false,
          uniques: 'within',
        },
        bind: {
          ...Object.fromEntries(found.map((f) => [`p:${f.region.name}`, f.p.id])),
          ...(check ? { known: check.id } : {}),
        },
        sure: check ? 0.9 : 0.7,
        because: `is partitioned by ${c.name} and has no partition for other places`,
      },
    ]
  })
