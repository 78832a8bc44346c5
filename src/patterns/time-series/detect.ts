import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { dateOf, partitionsOf, unitBetween } from '../kit/index.ts'
import type { Options } from './options.ts'

const dateText = (s: string | undefined): string => (s ?? '').replaceAll("'", '').slice(0, 10)

/** Tables in partitions by time with a BRIN index on that time: made for values that come in its order. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const column = t.partitionBy?.keys[0]?.column
    const c = column && catalog.get(column)
    if (t.partitionBy?.method !== 'range' || c?.kind !== 'column' || isUserType(c.type)) return []
    if (!/^(timestamp|timestamptz|date)$/.test(canonicalTypeName(c.type.base))) return []
    const brin = objectsOf(catalog, 'index').find(
      (i) => i.table === t.id && i.method === 'brin' && i.elements[0]?.column === c.id,
    )
    if (!brin) return []
    const parts = partitionsOf(catalog, t.id)
      .flatMap((p) =>
        p.from && p.to ? [{ p, from: dateText(p.from[0]?.text[0]), to: dateText(p.to[0]?.text[0]) }] : [],
      )
      .sort((a, b) => (a.from < b.from ? -1 : 1))
    const [first] = parts
    const [from, to] = [first && dateOf(first.from), first && dateOf(first.to)]
    const unit = from && to ? unitBetween(from, to) : undefined
    const rest = partitionsOf(catalog, t.id).find((p) => !p.from)
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          engine: 'native',
          column: c.id as Id<'column'>,
          every: unit === 'week' || unit === 'month' ? unit : 'day',
          from: first?.from ?? '2026-01-01',
          premake: Math.max(1, parts.length - 1),
          keep: '',
          told: false,
          rollup: false,
          bucket: 'hour',
          series: [],
          measures: [],
          uniques: 'within',
        },
        bind: {
          brin: brin.id,
          ...Object.fromEntries(parts.map((b) => [`p:${b.from}`, b.p.id])),
          ...(rest ? { rest: rest.id } : {}),
        },
        sure: 0.85,
        because: `is partitioned by ${c.name} and has a BRIN index on it`,
      },
    ]
  })
