import { err, type Id, ok, type Result } from '../../base/index.ts'
import { type Known, unknown, type Val } from '../expr/index.ts'
import { candidates } from './candidates.ts'
import { cellValue } from './cell.ts'
import { brokenRule, checkRule, inheritedRules, leftValue, uniqueRule } from './rules.ts'
import { type ColumnShape, referenced } from './shape.ts'
import { type Choice, type Free, type Get, type Rule, solve } from './solve.ts'
import type { Draft } from './writing.ts'

const isOpen = (d: Draft, c: ColumnShape): boolean => !d.cells.has(c.column.id) && !c.column.generated

const inKey = (d: Draft, id: Id): boolean => d.shape.primary?.columns.some((c) => c === id) === true

/** Columns of unique keys that would repeat a constant default, or beside what is given a NULL that equals every other. */
const repeating = (d: Draft): ReadonlySet<Id> => {
  const { catalog } = d.w.made
  const out = new Set<Id>()
  for (const u of d.shape.uniques) {
    const open = u.columns.flatMap((id) => d.shape.byId.get(id) ?? []).filter((c) => isOpen(d, c))
    const constant = (c: ColumnShape): boolean => {
      const left = leftValue(catalog, c)
      return left === null ? u.nullsNotDistinct : left !== unknown
    }
    const empty = (c: ColumnShape): boolean => u.nullsNotDistinct && leftValue(catalog, c) === null
    const given = u.columns.some((id) => d.explicit.has(id))
    const repeats = given ? !d.wish.refused && open.every(empty) : open.every(constant)
    const first = open[0]
    if (first && repeats) out.add(first.column.id)
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
  return fk && referenced(fk, id)
}

const choicesFor = (d: Draft, c: ColumnShape, must: boolean): Free => {
  const { catalog } = d.w.made
  const id = c.column.id
  const refers = d.shape.fks.some((f) => f.columns.some((x) => x === id))
  const distinct =
    refers ||
    inKey(d, id) ||
    d.shape.uniques.some((u) => u.columns.some((x) => x === id)) ||
    d.shape.exclusions.some((x) => x.elements.some((e) => e.operator === '=' && e.column === id))
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

/** Columns of references of several: one that may be empty is so together with the others, or none refers. */
const together = (d: Draft): readonly Rule[] =>
  (d.wish.breaks === undefined ? d.shape.fks : []).flatMap((fk) => {
    const columns = fk.columns.flatMap((id) => d.shape.byId.get(id) ?? [])
    const free = columns.filter((c) => isOpen(d, c) && !c.required).map((c) => c.column.id)
    const all = columns.every((c) => c.required || isOpen(d, c))
    if (free.length < 2 || !all) return []
    const allows = (get: Get): boolean =>
      free.every((c) => (get(c) === null) === (get(free[0] ?? c) === null))
    return [{ id: fk.id, columns: free, allows }]
  })

/** The free columns: what must have a value first, keys before the rest; then what a check speaks of, left out if it may be. */
const freeColumns = (d: Draft): readonly Free[] => {
  const must = mustHave(d)
  const checked = new Set<Id>(d.shape.checks.flatMap((r) => (r.expr ? r.columns : [])))
  for (const { columns } of together(d)) {
    if (columns.some((c) => checked.has(c) || must.has(c))) for (const c of columns) checked.add(c)
  }
  const rank = (c: ColumnShape): number =>
    inKey(d, c.column.id) ? 0 : ownParent(d, c.column.id) !== undefined ? 2 : 1
  return d.shape.columns
    .filter((c) => isOpen(d, c) && (must.has(c.column.id) || checked.has(c.column.id)))
    .sort((a, b) => rank(a) - rank(b))
    .map((c) => choicesFor(d, c, must.has(c.column.id)))
}

/** Columns whose domain is to refuse the row: it speaks before the table's own checks do. */
const brokenInType = ({ shape, wish }: Draft): ReadonlySet<Id> =>
  new Set(shape.checks.flatMap((r) => (r.id === wish.breaks && r.value !== undefined ? [r.value] : [])))

const rulesOf = (d: Draft): readonly Rule[] => {
  const { catalog } = d.w.made
  const { shape } = d
  const written = d.w.rows.filter((r) => r.table === shape.table.id)
  const early = brokenInType(d)
  const heard = shape.checks.filter((r) => r.value !== undefined || !r.columns.some((c) => early.has(c)))
  return [
    ...heard.map((r) => (r.id === d.wish.breaks ? brokenRule : checkRule)(catalog, shape, r)),
    ...inheritedRules(catalog, shape),
    ...shape.uniques.map((u) => uniqueRule(u, written)),
    ...together(d),
  ]
}

/** Values of the columns that the search does not choose. */
export const fixedValues = (d: Draft): ReadonlyMap<Id, Val> =>
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
export const choose = (d: Draft): Result<ReadonlyMap<Id, Choice>, string> => {
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
  const name = nameOf(d, first.stoppedBy)
  return err(
    `no value was found that ${first.stoppedBy === d.wish.breaks ? `breaks ${name}` : `${name} accepts`}`,
  )
}
