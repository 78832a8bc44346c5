import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { type Known, unknown, type Val } from '../expr/index.ts'
import { type Cell, type Cells, cellValue, type WrittenRow } from './cell.ts'
import { choose, fixedValues } from './choose.ts'
import { checkValue, leftValue, referenceValues } from './rules.ts'
import { tableShape } from './shape.ts'
import type { Get } from './solve.ts'
import { type Completed, type Draft, type NoRow, startCells, type Wish, type Writing } from './writing.ts'

/** The last pair of a PERIOD reference: the parent's covers the row's. */
const isPeriod = (fk: Obj<'fk'>, i: number): boolean => fk.period === true && i === fk.columns.length - 1

/** A period that covers every other of its table, written as the table writes an open end. */
const always = (w: Writing, column: Id): Known => {
  const o = w.made.catalog.get(column)
  const fallback = o?.kind === 'column' ? (o.default?.text.join('') ?? '') : ''
  return fallback.includes('infinity') ? '[-infinity,infinity)' : '[-infinity,)'
}

/** True where a row that the script wrote, or one of the design's own, has these values. */
const exists = (w: Writing, fk: Obj<'fk'>, values: readonly Known[]): boolean => {
  const same = (a: Val | undefined, b: Known | undefined): boolean =>
    a !== undefined && a !== unknown && b !== undefined && String(a) === String(b)
  const written = w.rows.some(
    (r) =>
      r.table === fk.references &&
      fk.refColumns.every((c, i) => {
        if (isPeriod(fk, i)) return true
        const cell = r.cells.get(c)
        return cell !== undefined && same(cellValue(cell), values[i])
      }),
  )
  if (written) return true
  const shape = tableShape(w.made.catalog, fk.references)
  if (!shape) return false
  return fk.refColumns.every((c, i) =>
    referenceValues(w.made.catalog, shape, c).some((v) => same(v, values[i])),
  )
}

/** The values that a reference needs a parent for; undefined where none is needed or the caller named it himself. */
const dangling = (d: Draft, fk: Obj<'fk'>, get: Get): readonly Known[] | undefined => {
  const values: Known[] = []
  for (const [i, c] of fk.columns.entries()) {
    const v = isPeriod(fk, i) ? always(d.w, fk.refColumns[i] ?? c) : get(c)
    if (v === undefined || v === null || v === unknown) return undefined
    values.push(v)
  }
  const scope = d.w.made.traits.scopes.get(d.shape.table.id)
  const generated = (c: Id): boolean => d.shape.byId.get(c)?.column.generated !== undefined
  const own = fk.columns.filter(
    (c, i) => !isPeriod(fk, i) && !generated(c) && (d.explicit.has(c) || c !== scope),
  )
  if (own.length > 0 && own.every((c) => d.explicit.has(c))) return undefined
  return exists(d.w, fk, values) ? undefined : values
}

/** The row that a reference needs, with those that it needs itself; none where there is one already. */
const parentOf = (
  d: Draft,
  fk: Obj<'fk'>,
  get: Get,
  stack: readonly Id[],
): Result<readonly WrittenRow[], NoRow> => {
  const values = dangling(d, fk, get)
  if (!values) return ok([])
  const given = new Map<Id, Cell>()
  fk.refColumns.forEach((c, i) => {
    const value = values[i]
    if (value !== undefined) given.set(c, { value })
  })
  const wish: Wish = d.wish.tenant === undefined ? {} : { tenant: d.wish.tenant }
  const parent = write(d.w, fk.references, given, new Set(), wish, stack)
  return parent.ok ? ok([...parent.value.requires, parent.value.row]) : parent
}

const write = (
  w: Writing,
  table: Id<'table'>,
  given: Cells,
  explicit: ReadonlySet<Id>,
  wish: Wish,
  stack: readonly Id[],
): Result<Completed, NoRow> => {
  const shape = tableShape(w.made.catalog, table)
  if (!shape) return err({ table, because: 'the catalog has no such table' })
  if (stack.includes(table)) {
    return err({
      table,
      because: `${shape.table.name} needs a row that needs a row of ${shape.table.name} first`,
    })
  }
  const d: Draft = { w, shape, n: w.next(), cells: startCells(w, shape, given, wish), explicit, wish }
  const chosen = choose(d)
  if (!chosen.ok) return err({ table, because: chosen.error })
  for (const [id, c] of chosen.value) if ('value' in c) d.cells.set(id, { value: c.value })
  const row: WrittenRow = { table, cells: d.cells }
  w.rows.push(row)
  const fixed = fixedValues(d)
  const requires: WrittenRow[] = []
  for (const fk of shape.fks) {
    if (fk.id === wish.dangles) continue
    const parent = parentOf(d, fk, (id) => fixed.get(id), [...stack, table])
    if (!parent.ok) return parent
    requires.push(...parent.value)
  }
  return ok({ row, requires })
}

/**
 * A whole row from what is given: keys always explicit, required columns filled, checks and unique keys kept as
 * far as they can be told, parents made where a reference needs one. The error says why there is no row.
 */
export const completeRow = (
  w: Writing,
  table: Id<'table'>,
  given: Cells,
  wish: Wish = {},
): Result<Completed, NoRow> => write(w, table, given, new Set(given.keys()), wish, [])

/** The parents that a row's own values need, as far as they can be made. */
export const parentsFor = (w: Writing, row: WrittenRow, wish: Wish): readonly WrittenRow[] => {
  const shape = tableShape(w.made.catalog, row.table)
  if (!shape) return []
  const d: Draft = { w, shape, n: w.next(), cells: new Map(row.cells), explicit: new Set(), wish }
  const fixed = fixedValues(d)
  return shape.fks.flatMap((fk) => {
    const parent = parentOf(d, fk, (id) => fixed.get(id), [row.table])
    return parent.ok ? parent.value : []
  })
}

/** Whether the finished row surely breaks a check. */
export const breaksCheck = (w: Writing, row: WrittenRow, check: Id): boolean => {
  const shape = tableShape(w.made.catalog, row.table)
  const rule = shape?.checks.find((r) => r.id === check)
  if (!shape || !rule) return false
  const get: Get = (id) => {
    const cell = row.cells.get(id)
    const c = shape.byId.get(id)
    return cell ? cellValue(cell) : c && leftValue(w.made.catalog, c)
  }
  return checkValue(w.made.catalog, shape, rule, get) === false
}
