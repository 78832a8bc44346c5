import type { Id } from '../../base/index.ts'
import {
  type Catalog,
  canonicalTypeName,
  isUserType,
  type Obj,
  objectsOf,
  type Sql,
} from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { dateOf, partitionsOf, unitBetween } from '../kit/index.ts'
import type { Options } from './options.ts'

const text = (s: Sql | undefined): string => (s?.text[0] ?? '').replaceAll("'", '')

interface Bounds {
  readonly p: Obj<'partition'>
  readonly from: string
  readonly to: string
}

const boundsOf = (catalog: Catalog, table: Id, byTime: boolean): readonly Bounds[] =>
  partitionsOf(catalog, table)
    .flatMap((p): readonly Bounds[] => {
      const cut = (s: Sql | undefined): string => (byTime ? text(s).slice(0, 10) : text(s))
      return p.from && p.to ? [{ p, from: cut(p.from[0]), to: cut(p.to[0]) }] : []
    })
    .filter((b) => (byTime ? dateOf(b.from) && dateOf(b.to) : /^-?\d+$/.test(b.from) && /^-?\d+$/.test(b.to)))
    .sort((a, b) => (byTime ? (a.from < b.from ? -1 : 1) : Number(a.from) - Number(b.from)))

const spacing = (byTime: boolean, first: Bounds | undefined): Partial<Options> => {
  if (!first) return {}
  if (!byTime) return { start: Number(first.from), width: Number(first.to) - Number(first.from) }
  const [from, to] = [dateOf(first.from), dateOf(first.to)]
  const every = from && to ? unitBetween(from, to) : undefined
  return { from: first.from, ...(every ? { every } : {}) }
}

/** Tables that are partitioned by ranges of one column. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const [only, ...more] = t.partitionBy?.keys ?? []
    const column = only?.column && catalog.get(only.column)
    if (t.partitionBy?.method !== 'range' || column?.kind !== 'column' || more.length > 0) return []
    const base = isUserType(column.type) ? '' : canonicalTypeName(column.type.base)
    const byTime = /^(timestamp|timestamptz|date)$/.test(base)
    if (!byTime && !/^(bigint|integer|smallint)$/.test(base)) return []
    const bounds = boundsOf(catalog, t.id, byTime)
    const rest = partitionsOf(catalog, t.id).find((p) => !p.from)
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          by: byTime ? 'time' : 'integer',
          column: column.id as Id<'column'>,
          every: 'month',
          from: '2026-01-01',
          width: 1_000_000,
          start: 0,
          premake: Math.max(1, bounds.length - 1),
          rest: rest !== undefined,
          keep: '',
          keepBelow: 0,
          brin: false,
          stay: false,
          told: false,
          uniques: 'within',
          ...spacing(byTime, bounds[0]),
        },
        bind: {
          ...Object.fromEntries(bounds.map((b) => [`p:${b.from}`, b.p.id])),
          ...(rest ? { rest: rest.id } : {}),
        },
        sure: 0.95,
        because: `is partitioned by ranges of ${column.name}`,
      },
    ]
  })
