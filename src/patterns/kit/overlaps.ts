import type { Id } from '../../base/index.ts'
import { type Catalog, type Element, type Obj, objectsOf } from '../../catalog/index.ts'
import { columnsOf } from './proof.ts'

/** A constraint that lets no two periods of one key overlap, found in a catalog. */
export interface Overlap {
  readonly table: Id<'table'>
  readonly constraint: Id
  readonly key: readonly Id<'column'>[]
  /** Each period's columns: a range column, or the two that a range is made of. */
  readonly periods: readonly (readonly Id<'column'>[])[]
}

const periodOf = (catalog: Catalog, table: Id, e: Element): readonly Id<'column'>[] => {
  if (e.column) return [e.column]
  const text =
    e.expr?.server ??
    e.expr?.text.map((t, i) => t + (catalog.get(e.expr?.refs[i]?.id ?? '')?.name ?? '')).join('') ??
    ''
  const call = /^\(?(?:tstz|ts|date)range\(\s*"?([^",]+)"?,\s*"?([^",)]+)"?/i.exec(text)
  return (call?.slice(1, 3) ?? []).flatMap(
    (n) => columnsOf(catalog, table).find((c) => c.name === n)?.id ?? [],
  )
}

const ofExclusion = (catalog: Catalog, x: Obj<'exclusion'>): Overlap => ({
  table: x.table,
  constraint: x.id,
  key: x.elements.flatMap((e) => (e.operator === '=' && e.column ? [e.column] : [])),
  periods: x.elements.flatMap((e) => (e.operator === '&&' ? [periodOf(catalog, x.table, e)] : [])),
})

const ofKey = (k: Obj<'key'>): Overlap => ({
  table: k.table,
  constraint: k.id,
  key: k.columns.slice(0, -1),
  periods: [k.columns.slice(-1)],
})

/** The first of each table. */
export const overlapsIn = (catalog: Catalog): readonly Overlap[] => {
  const all = [
    ...objectsOf(catalog, 'exclusion').map((x) => ofExclusion(catalog, x)),
    ...objectsOf(catalog, 'key')
      .filter((k) => k.withoutOverlaps)
      .map(ofKey),
  ]
  return all.filter((x, i) => x.periods.length > 0 && all.findIndex((y) => y.table === x.table) === i)
}
