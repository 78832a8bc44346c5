import type { Id } from '../../base/index.ts'
import { type BuiltIn, type Catalog, isUserType, mentions, type Obj } from '../../catalog/index.ts'
import type { Value } from '../../compile/api.ts'
import { assignedColumns, columnsOf } from './proof.ts'

/** Two different values of a column, as a proof writes them and as PostgreSQL prints them cast to text. */
export interface TwoValues {
  readonly values: readonly [Value, Value]
  readonly texts: readonly [string, string]
}

const same = (a: string, b: string): TwoValues => ({ values: [a, b], texts: [a, b] })
const isRoomy = (type: BuiltIn): boolean => (type.mods?.[0] ?? 6) >= 6

/** `above + 1` and `above + 2`, with the places that the type has. */
const numbers = (above: number, places = 0): TwoValues => {
  const [a, b] = [above + 1, above + 2]
  return { values: [a, b], texts: [a.toFixed(places), b.toFixed(places)] }
}

const ofNumeric = (type: BuiltIn, above: number): TwoValues | undefined => {
  const [precision, scale = 0] = type.mods ?? []
  const fits = precision === undefined || (scale >= 0 && above + 2 < 10 ** (precision - scale))
  return fits ? numbers(above, scale) : undefined
}

const uuid = (digit: string): string => `00000000-0000-4000-8000-00000000000${digit}`

/** By type; `above` is what numbers have to be larger than. */
const byType: Readonly<Record<string, (type: BuiltIn, above: number) => TwoValues | undefined>> = {
  text: () => same('first', 'second'),
  varchar: (type) => (isRoomy(type) ? same('first', 'second') : undefined),
  smallint: (_, above) => (above < 1000 ? numbers(above) : undefined),
  integer: (_, above) => numbers(above),
  bigint: (_, above) => numbers(above),
  numeric: ofNumeric,
  boolean: () => ({ values: [true, false], texts: ['true', 'false'] }),
  date: () => same('2001-02-03', '2004-05-06'),
  uuid: () => same(uuid('1'), uuid('2')),
}

/** ` >= 0` after the column: what the check wants a number to be above; undefined for every other check. */
const floorOf = (o: Obj<'check'>): number | undefined => {
  const [before, after = ''] = o.expr.text
  const bound = /^\s*>=?\s*(\d{1,6})(?:\.\d+)?\s*$/.exec(after)
  return o.expr.refs.length === 1 && before?.trim() === '' && bound ? Number(bound[1]) : undefined
}

const isText = (c: Obj<'column'>): boolean => !isUserType(c.type) && /^(text|varchar)$/.test(c.type.base)
const isNumber = (type: BuiltIn): boolean => /^(smallint|integer|bigint|numeric)$/.test(type.base)
const binding: ReadonlySet<string> = new Set(['key', 'fk', 'check', 'exclusion'])

/**
 * Drawn columns that a proof may write two values into one after the other: in no key and no reference, in no
 * condition but a lowest number, written by no trigger. Texts come first, then the others, in the table's order.
 */
export const twoValues = (catalog: Catalog, table: Id): ReadonlyMap<Id, TwoValues> => {
  const bound = new Set<Id>(assignedColumns(catalog, table))
  const floors = new Map<Id, number>()
  for (const o of catalog.values()) {
    if (!binding.has(o.kind) || !('table' in o) || o.table !== table) continue
    const floor = o.kind === 'check' ? floorOf(o) : undefined
    for (const m of mentions(o)) {
      if (floor === undefined) bound.add(m)
      else floors.set(m, Math.max(floor, floors.get(m) ?? 0))
    }
  }
  const out = new Map<Id, TwoValues>()
  const columns = columnsOf(catalog, table)
  const texts = columns.filter(isText)
  for (const c of [...texts, ...columns.filter((c) => !isText(c))]) {
    if (c.why || c.generated || c.identity || bound.has(c.id) || isUserType(c.type) || c.type.dims) continue
    const floor = floors.get(c.id)
    if (floor !== undefined && !isNumber(c.type)) continue
    const two = byType[c.type.base]?.(c.type, floor ?? 0)
    if (two) out.set(c.id, two)
  }
  return out
}
