import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, partsOf } from '../../catalog/index.ts'
import { evaluate, type Known, parseExpr, type Scope, tokensOf, unknown, type Val } from '../expr/index.ts'
import { cellValue, type WrittenRow } from './cell.ts'
import {
  type CheckRule,
  type ColumnShape,
  placeOf,
  referenced,
  type TableShape,
  tableShape,
  type UniqueRule,
} from './shape.ts'
import type { Get, Rule } from './solve.ts'

const numbers = /^(smallint|integer|bigint|numeric|oid|real|double precision)$/

/** The value as an expression sees it: text that was given for a number is a number. */
const typed = (c: ColumnShape | undefined, v: Val): Val => {
  if (typeof v !== 'string' || !c?.type || c.type.dims) return v
  if (c.type.base === 'boolean') return /^(t|true|yes|on|1)$/i.test(v)
  if (!numbers.test(c.type.base)) return v
  const n = Number(v)
  return Number.isNaN(n) ? unknown : n
}

const labels = new WeakMap<Catalog, ReadonlyMap<Id, string>>()

const labelsOf = (catalog: Catalog): ReadonlyMap<Id, string> => {
  const out = new Map<Id, string>()
  for (const o of catalog.values()) if (o.kind === 'enum') for (const l of partsOf(o)) out.set(l.id, l.name)
  labels.set(catalog, out)
  return out
}

/** An enum label's text. */
const labelName = (catalog: Catalog, id: Id): Val =>
  (labels.get(catalog) ?? labelsOf(catalog)).get(id) ?? unknown

const scopeOf = (catalog: Catalog, shape: TableShape, get: Get, value?: Id): Scope => {
  const column = (id: Id): Val => {
    const v = get(id)
    return v === undefined ? unknown : typed(shape.byId.get(id), v)
  }
  return {
    ref: (id) => (shape.byId.has(id) ? column(id) : labelName(catalog, id)),
    name: (name) => {
      if (value) return name === 'value' ? column(value) : unknown
      const c = shape.columns.find((s) => s.column.name === name)
      return c ? column(c.column.id) : unknown
    },
  }
}

/** The check's verdict on a row as far as it can be told. */
export const checkValue = (catalog: Catalog, shape: TableShape, rule: CheckRule, get: Get): Val =>
  rule.expr ? evaluate(rule.expr, scopeOf(catalog, shape, get, rule.value)) : unknown

export const checkRule = (catalog: Catalog, shape: TableShape, rule: CheckRule): Rule => ({
  id: rule.id,
  columns: rule.columns,
  allows: (get) => checkValue(catalog, shape, rule, get) !== false,
})

/** Longest chain of keys that are references themselves. */
export const longestChain = 6

/** A test of one value. */
type Demand = { readonly id: Id; readonly allows: (v: Val) => boolean }

/** What the checks on one column alone, and on what it refers to, demand of its value. */
const demands = (catalog: Catalog, shape: TableShape, column: Id, depth: number): readonly Demand[] => {
  const own = shape.checks
    .filter((r) => r.columns.length === 1 && r.columns[0] === column)
    .map((r): Demand => {
      const { allows } = checkRule(catalog, shape, r)
      return { id: r.id, allows: (v) => allows((id) => (id === column ? v : undefined)) }
    })
  return [...own, ...inheritedDemands(catalog, shape, column, depth)]
}

const inheritedDemands = (catalog: Catalog, shape: TableShape, column: Id, depth = 0): readonly Demand[] =>
  shape.fks.flatMap((fk) => {
    const ref = referenced(fk, column)
    const parent = tableShape(catalog, fk.references)
    return !ref || !parent || parent === shape || depth > longestChain
      ? []
      : demands(catalog, parent, ref, depth + 1)
  })

/** What the parents demand of their keys before they exist, read on the columns of this table. */
export const inheritedRules = (catalog: Catalog, shape: TableShape): readonly Rule[] =>
  [...new Set(shape.fks.flatMap((fk) => fk.columns))].flatMap((column) =>
    inheritedDemands(catalog, shape, column).map(
      (d): Rule => ({
        id: d.id,
        columns: [column],
        allows: (get) => d.allows(get(column) ?? null),
      }),
    ),
  )

/** The opposite: allows only what the check surely refuses. */
export const brokenRule = (catalog: Catalog, shape: TableShape, rule: CheckRule): Rule => ({
  id: rule.id,
  columns: rule.columns,
  allows: (get) => checkValue(catalog, shape, rule, get) === false,
})

const collide = (a: Val | undefined, b: Val | undefined, nulls: boolean): boolean => {
  if (a === undefined || b === undefined || a === unknown || b === unknown) return false
  return a === null || b === null ? nulls && a === b : String(a) === String(b)
}

/** Allows what no row written before has in the key's columns. */
export const uniqueRule = (rule: UniqueRule, rows: readonly WrittenRow[]): Rule => ({
  id: rule.id,
  columns: rule.columns,
  allows: (get) =>
    !rows.some((row) =>
      rule.columns.every((c) => {
        const cell = row.cells.get(c)
        return cell !== undefined && collide(get(c), cellValue(cell), rule.nullsNotDistinct)
      }),
    ),
})

/** A fragment's value where it is a constant: a default such as `'draft'::status`, a generated discriminator. */
export const constantOf = (catalog: Catalog, fragment: Obj<'column'>['default']): Val => {
  const tokens = fragment && tokensOf(fragment)
  const expr = tokens && parseExpr(tokens)
  if (!expr) return unknown
  return evaluate(expr, { ref: (id) => labelName(catalog, id), name: () => unknown })
}

/** What a column holds when the row leaves it out. */
export const leftValue = (catalog: Catalog, c: ColumnShape): Val => {
  if (c.column.identity) return unknown
  if (c.column.generated) return constantOf(catalog, c.column.generated.expr)
  return c.fallback ? constantOf(catalog, c.fallback) : null
}

/** Values of the design's reference rows in one column, where they are constants. */
export const referenceValues = (catalog: Catalog, shape: TableShape, column: Id): readonly Known[] =>
  shape.rows.flatMap((rows) => {
    const i = placeOf(rows.columns, column)
    if (i < 0) return []
    return rows.values.flatMap((r) => {
      const v = constantOf(catalog, r[i])
      return v === unknown ? [] : [v]
    })
  })
