import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import type { Made } from '../../compile/index.ts'
import { type Known, unknown, type Val } from '../expr/index.ts'
import { candidates } from './candidates.ts'
import { type Cell, type Cells, cellValue, type WrittenRow } from './cell.ts'
import { brokenRule, checkRule, checkValue, inheritedRules, leftValue, referenceValues, uniqueRule } from './rules.ts'
import { type ColumnShape, type TableShape, tableShape } from './shape.ts'
import { type Choice, type Free, type Get, type Rule, solve } from './solve.ts'

/** What a script has written so far. Numbers are handed out once, so texts are the same in every run. */
export interface Writing {
  readonly made: Made
  readonly rows: WrittenRow[]
  next(): number
}

export const newWriting = (made: Made): Writing => {
  let last = 1000
  return { made, rows: [], next: () => ++last }
}

/** What the row must have beside what its table demands. */
export interface Wish {
  /** The current tenant's key. */
  readonly tenant?: Known
  /** Columns that must hold a value of which the script knows. */
  readonly wanted?: ReadonlySet<Id>
  /** A check that the row must break, and it alone. */
  readonly breaks?: Id
}

export interface Completed {
  readonly row: WrittenRow
  /** Parents to insert first, in order. */
  readonly requires: readonly WrittenRow[]
}
export interface NoRow {
  readonly table: Id
  readonly because: string
}

/** One row on its way: what is given and what the search may choose. */
interface Draft {
  readonly w: Writing
  readonly shape: TableShape
  readonly n: number
  /** Values that stand: given by the caller or by the row's tenant. */
  readonly cells: Map<Id, Cell>
  /** What the caller himself gave: its consequences are his. */
  readonly explicit: ReadonlySet<Id>
  readonly wish: Wish
}

const isOpen = (d: Draft, c: ColumnShape): boolean => !d.cells.has(c.column.id) && !c.column.generated

const inKey = (d: Draft, id: Id): boolean => d.shape.primary?.columns.some((c) => c === id) === true

/** Columns of unique keys that would repeat a constant default. */
const repeating = (d: Draft): ReadonlySet<Id> => {
  const { catalog } = d.w.made
  const out = new Set<Id>()
  for (const u of d.shape.uniques) {
    const open = u.columns.flatMap((id) => d.shape.byId.get(id) ?? []).filter((c) => isOpen(d, c))
    const constant = (c: ColumnShape): boolean => {
      const left = leftValue(catalog, c)
      return left === null ? u.nullsNotDistinct : left !== unknown
    }
    const first = open[0]
    if (first && !u.columns.some((id) => d.explicit.has(id)) && open.every(constant)) out.add(first.column.id)
  }
  return out
}

const mustHave = (d: Draft): ReadonlySet<Id> => {
  const repeats = repeating(d)
  const must = d.shape.columns.filter(
    (c) =>
      isOpen(d, c) &&
      (inKey(d, c.column.id) ||
        (c.required && !c.filled) ||
        d.wish.wanted?.has(c.column.id) ||
        repeats.has(c.column.id)),
  )
  return new Set(must.map((c) => c.column.id))
}

/** For a column that refers to its own table: the row itself is its parent. */
const ownParent = (d: Draft, id: Id): Id | undefined => {
  const fk = d.shape.fks.find((f) => f.references === d.shape.table.id && f.columns.some((c) => c === id))
  return fk?.refColumns[fk.columns.findIndex((c) => c === id)]
}

const choicesFor = (d: Draft, c: ColumnShape, must: boolean): Free => {
  const { catalog } = d.w.made
  const id = c.column.id
  const refers = d.shape.fks.some((f) => f.columns.some((x) => x === id))
  const distinct = refers || inKey(d, id) || d.shape.uniques.some((u) => u.columns.some((x) => x === id))
  let values: readonly Known[] | undefined
  const left = leftValue(catalog, c)
  return {
    id,
    choices: function* (get: Get): Iterable<Choice> {
      if (!must) yield { left }
      const stands = must && !distinct && left !== unknown && left !== null
      if (stands) yield { value: left }
      const parent = ownParent(d, id)
      const own = parent === undefined ? undefined : get(parent)
      if (own !== undefined && own !== unknown) yield { value: own }
      else if (parent === undefined || parent !== id) {
        values ??= candidates(catalog, d.shape, c, refers ? d.w.next() : d.n, distinct) ?? []
        for (const value of values) yield { value }
      }
    },
  }
}

/** The free columns: what must have a value first, keys before the rest; then what a check speaks of, left out if it may be. */
const freeColumns = (d: Draft): readonly Free[] => {
  const must = mustHave(d)
  const checked = new Set(d.shape.checks.flatMap((r) => (r.expr ? r.columns : [])))
  const rank = (c: ColumnShape): number =>
    inKey(d, c.column.id) ? 0 : ownParent(d, c.column.id) !== undefined ? 2 : 1
  return d.shape.columns
    .filter((c) => isOpen(d, c) && (must.has(c.column.id) || checked.has(c.column.id)))
    .sort((a, b) => rank(a) - rank(b))
    .map((c) => choicesFor(d, c, must.has(c.column.id)))
}

const rulesOf = (d: Draft): readonly Rule[] => {
  const { catalog } = d.w.made
  const { shape } = d
  const written = d.w.rows.filter((r) => r.table === shape.table.id)
  return [
    ...shape.checks.map((r) => (r.id === d.wish.breaks ? brokenRule : checkRule)(catalog, shape, r)),
    ...inheritedRules(catalog, shape),
    ...shape.uniques.map((u) => uniqueRule(u, written)),
  ]
}

/** Values of the columns that the search does not choose. */
const fixedValues = (d: Draft): ReadonlyMap<Id, Val> =>
  new Map(
    d.shape.columns.map((c) => {
      const cell = d.cells.get(c.column.id)
      return [c.column.id, cell ? cellValue(cell) : leftValue(d.w.made.catalog, c)]
    }),
  )

const unfillable = (d: Draft, free: readonly Free[]): ColumnShape | undefined => {
  const must = mustHave(d)
  return d.shape.columns.find(
    (c) =>
      must.has(c.column.id) &&
      free.some((f) => f.id === c.column.id) &&
      ownParent(d, c.column.id) === undefined &&
      candidates(d.w.made.catalog, d.shape, c, d.n, false) === undefined,
  )
}

const nameOf = (d: Draft, id: Id | undefined): string => {
  if (id === undefined) return 'the constraints'
  for (const o of d.w.made.catalog.values()) {
    if (o.id === id) return o.name
    const check = o.kind === 'domain' ? o.checks.find((c) => c.id === id) : undefined
    if (check) return check.name
  }
  return id
}

/** Chooses the open columns. What the caller's own values break is left to the server to refuse. */
const choose = (d: Draft): Result<ReadonlyMap<Id, Choice>, string> => {
  const free = freeColumns(d)
  const stuck = unfillable(d, free)
  if (stuck) return err(`no value is known for the type of column ${stuck.column.name}`)
  const fixed = fixedValues(d)
  const rules = rulesOf(d)
  const first = solve(free, fixed, rules)
  if ('found' in first) return ok(first.found)
  if (d.wish.breaks === undefined) {
    const lenient = rules.filter((r) => !r.columns.some((c) => d.explicit.has(c)))
    const second = solve(free, fixed, lenient)
    if ('found' in second) return ok(second.found)
  }
  return err(`no value was found that ${nameOf(d, first.stoppedBy)} accepts`)
}

/** True where a row that the script wrote, or one of the design's own, has these values. */
const exists = (w: Writing, fk: Obj<'fk'>, values: readonly Known[]): boolean => {
  const same = (a: Val | undefined, b: Known | undefined): boolean =>
    a !== undefined && a !== unknown && b !== undefined && String(a) === String(b)
  const written = w.rows.some(
    (r) =>
      r.table === fk.references &&
      fk.refColumns.every((c, i) => {
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
  for (const c of fk.columns) {
    const v = get(c)
    if (v === undefined || v === null || v === unknown) return undefined
    values.push(v)
  }
  const scope = d.w.made.traits.scopes.get(d.shape.table.id)
  const own = fk.columns.filter((c) => d.explicit.has(c) || c !== scope)
  if (own.length > 0 && own.every((c) => d.explicit.has(c))) return undefined
  return exists(d.w, fk, values) ? undefined : values
}

const parentsOf = (d: Draft, get: Get, stack: readonly Id[]): Result<readonly WrittenRow[], NoRow> => {
  const out: WrittenRow[] = []
  for (const fk of d.shape.fks) {
    const values = dangling(d, fk, get)
    if (!values) continue
    const given = new Map<Id, Cell>()
    fk.refColumns.forEach((c, i) => {
      const value = values[i]
      if (value !== undefined) given.set(c, { value })
    })
    const wish: Wish = d.wish.tenant === undefined ? {} : { tenant: d.wish.tenant }
    const parent = write(d.w, fk.references, given, new Set(), wish, stack)
    if (!parent.ok) return parent
    out.push(...parent.value.requires, parent.value.row)
  }
  return ok(out)
}

const startCells = (w: Writing, shape: TableShape, given: Cells, wish: Wish): Map<Id, Cell> => {
  const cells = new Map(given)
  const scope = w.made.traits.scopes.get(shape.table.id)
  if (scope && !cells.has(scope) && wish.tenant !== undefined) cells.set(scope, { value: wish.tenant })
  return cells
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
    return err({ table, because: `${shape.table.name} needs a row that needs a row of ${shape.table.name} first` })
  }
  const d: Draft = { w, shape, n: w.next(), cells: startCells(w, shape, given, wish), explicit, wish }
  const chosen = choose(d)
  if (!chosen.ok) return err({ table, because: chosen.error })
  for (const [id, c] of chosen.value) if ('value' in c) d.cells.set(id, { value: c.value })
  const row: WrittenRow = { table, cells: d.cells }
  w.rows.push(row)
  const fixed = fixedValues(d)
  const parents = parentsOf(d, (id) => fixed.get(id), [...stack, table])
  return parents.ok ? ok({ row, requires: parents.value }) : parents
}

/**
 * A whole row from what is given: keys always explicit, required columns filled, checks and unique keys kept as
 * far as they can be told, parents made where a reference needs one. The error says why there is no row.
 */
export const completeRow = (w: Writing, table: Id<'table'>, given: Cells, wish: Wish = {}): Result<Completed, NoRow> =>
  write(w, table, given, new Set(given.keys()), wish, [])

/** The parents that a row's own values need, made as far as they can be. */
export const parentsFor = (w: Writing, row: WrittenRow, wish: Wish): Result<readonly WrittenRow[], NoRow> => {
  const shape = tableShape(w.made.catalog, row.table)
  if (!shape) return ok([])
  const d: Draft = { w, shape, n: w.next(), cells: new Map(row.cells), explicit: new Set(), wish }
  const fixed = fixedValues(d)
  return parentsOf(d, (id) => fixed.get(id), [row.table])
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
