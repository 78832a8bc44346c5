import type { Id } from '../../base/index.ts'
import { type Catalog, objectsOf, type Sql } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { partitionsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const text = (s: Sql): string => (s.text[0] ?? '').replace(/^'|'$/g, '').replaceAll("''", "'")

/** `orders_eu` of `orders` is `eu`. */
const labelOf = (table: string, partition: string, i: number): string => {
  const rest = partition.startsWith(`${table}_`) ? partition.slice(table.length + 1) : partition
  const clean = rest
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, 40)
  return clean === '' ? `p${i + 1}` : clean
}

/** Tables that are partitioned by a list of values of one column. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const column = t.partitionBy?.keys[0]?.column
    const c = column && catalog.get(column)
    if (t.partitionBy?.method !== 'list' || c?.kind !== 'column') return []
    const own = partitionsOf(catalog, t.id)
    const rest = own.find((p) => !p.in)
    const found = own.flatMap((p, i) =>
      p.in
        ? [
            {
              p,
              group: {
                name: labelOf(t.name, p.name, i),
                values: p.in.map(text),
                tablespace: p.tablespace ?? '',
              },
            },
          ]
        : [],
    )
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          column: c.id as Id<'column'>,
          groups: found.map((f) => f.group),
          rest: rest !== undefined,
          stay: false,
          uniques: 'within',
        },
        bind: {
          ...Object.fromEntries(found.map((f) => [`p:${f.group.name}`, f.p.id])),
          ...(rest ? { rest: rest.id } : {}),
        },
        sure: 0.95,
        because: `is partitioned by the values of ${c.name}`,
      },
    ]
  })
