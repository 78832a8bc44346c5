import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import type { Made } from '../../compile/index.ts'
import { namesOf, render } from '../../sql/index.ts'
import type { Known } from '../expr/index.ts'
import { makeTenants } from '../proof/tenants.ts'
import { candidates } from '../rows/candidates.ts'
import {
  breaksCheck,
  type Cell,
  cellValue,
  completeRow,
  newWriting,
  referenced,
  type TableShape,
  tableShape,
  type Wish,
  type WrittenRow,
} from '../rows/index.ts'
import { checkRule, inheritedRules, referenceValues } from '../rows/rules.ts'
import { inside } from './inside.ts'
import type { RowCase } from './types.ts'

/** What every case starts from: its own numbering and its own tenants. */
interface Desk {
  readonly made: Made
  readonly table: Id<'table'>
  readonly shape: TableShape
}
type Attempt =
  | { readonly row: WrittenRow; readonly before: readonly WrittenRow[] }
  | { readonly impossible: string }

const open = (d: Desk) => {
  const w = newWriting(d.made)
  const tenants = makeTenants(w)
  const value = tenants.ok ? tenants.value : undefined
  const wish: Wish = value ? { tenant: value.keys.a } : {}
  return { w, wish, before: value?.rows ?? [] }
}

/** A completed row with these values. */
const rowWith = (d: Desk, given: ReadonlyMap<Id, Cell>, more: Wish = {}): Attempt => {
  const { w, wish, before } = open(d)
  const done = completeRow(w, d.table, given, { ...wish, ...more })
  if (!done.ok) return { impossible: done.error.because }
  return { row: done.value.row, before: [...before, ...done.value.requires] }
}

const notNulls = (d: Desk): readonly RowCase[] =>
  d.shape.columns
    .filter((c) => c.required && !c.column.generated)
    .map(({ column }) => ({
      label: `${column.name} is NULL`,
      expected: column.id,
      ...rowWith(d, new Map([[column.id, { value: null }]])),
    }))

const labels = (d: Desk): readonly RowCase[] =>
  d.shape.columns.flatMap(({ column, labels: known }) => {
    if (!known || column.generated) return []
    let value = 'something else'
    while (known.includes(value)) value += '!'
    return [
      {
        label: `${column.name} is no label of its enum`,
        expected: column.id,
        ...rowWith(d, new Map([[column.id, { value }]])),
      },
    ]
  })

const nameOf = (d: Desk, id: Id): string => namesOf(d.made.catalog).name(id)

const broken = (d: Desk, check: TableShape['checks'][number]): Attempt => {
  if (!check.expr) return { impossible: 'the expression is not one that can be worked out backwards' }
  const made = rowWith(d, new Map(), { breaks: check.id })
  if ('impossible' in made || breaksCheck(newWriting(d.made), made.row, check.id)) return made
  return { impossible: 'no value was found that breaks it and nothing else' }
}

const checks = (d: Desk): readonly RowCase[] =>
  d.shape.checks.map((check) => {
    const o = d.made.catalog.get(check.id)
    const made = broken(d, check)
    if (o?.kind === 'partition') return { label: 'no partition takes it', expected: d.table, ...made }
    const text =
      o?.kind === 'check'
        ? `not (${render(o.expr, namesOf(d.made.catalog))})`
        : `breaks ${nameOf(d, check.id)}`
    return { label: text, expected: check.id, ...made }
  })

/** A second row with the first one's values in these columns, both of which the constraint's condition takes. */
const twin = (d: Desk, id: Id, same: readonly Id[], where: Sql | undefined): Attempt => {
  const columns = same.map((c): Id => d.made.traits.standIns.get(c) ?? c)
  const generated = columns.find((c) => d.shape.byId.get(c)?.column.generated)
  if (generated) return { impossible: `${nameOf(d, generated)} is generated` }
  const { w, wish, before } = open(d)
  const seen = inside(d.made, d.shape, id, where, columns)
  const first = completeRow(w, d.table, seen, { ...wish, wanted: new Set(columns) })
  if (!first.ok) return { impossible: first.error.because }
  const given = new Map(seen)
  for (const c of columns) {
    const cell = first.value.row.cells.get(c)
    if (cell) given.set(c, cell)
  }
  const second = completeRow(w, d.table, given, wish)
  if (!second.ok) return { impossible: second.error.because }
  const rows = [...before, ...first.value.requires, first.value.row, ...second.value.requires]
  return { row: second.value.row, before: rows }
}

/** A key with fewer of the same columns, which refuses first. */
const narrower = (d: Desk, id: Id, columns: readonly Id[]): Id | undefined =>
  d.shape.uniques.find(
    (u) =>
      u.id !== id &&
      !u.where &&
      u.columns.length < columns.length &&
      u.columns.every((c) => columns.includes(c)),
  )?.id

const uniques = (d: Desk): readonly RowCase[] =>
  d.shape.uniques.map((u) => {
    const first = narrower(d, u.id, u.columns)
    const made: Attempt = first
      ? { impossible: `${nameOf(d, first)} refuses such a row first` }
      : twin(d, u.id, u.columns, u.where)
    return {
      label: `a second row with the same ${u.columns.map((c) => nameOf(d, c)).join(', ')}`,
      expected: u.id,
      ...made,
    }
  })

const exclusions = (d: Desk): readonly RowCase[] =>
  d.shape.exclusions.map((x) => {
    const columns = x.elements.flatMap((e): readonly Id[] =>
      e.column ? [e.column] : (e.expr?.refs ?? []).map((r) => r.id),
    )
    const first = narrower(d, x.id, columns)
    const made: Attempt = first
      ? { impossible: `${nameOf(d, first)} refuses such a row first` }
      : twin(d, x.id, [...new Set(columns)], x.where)
    return {
      label: `a second row that conflicts in ${columns.map((c) => nameOf(d, c)).join(', ')}`,
      expected: x.id,
      ...made,
    }
  })

/** A value that the column's own constraints take and that no parent has. */
const dangling = (d: Desk, fk: TableShape['fks'][number], column: Id, n: number): Known | undefined => {
  const { catalog } = d.made
  const c = d.shape.byId.get(column)
  const parent = tableShape(catalog, fk.references)
  const ref = referenced(fk, column)
  if (!c || !parent || !ref) return undefined
  const taken = referenceValues(catalog, parent, ref)
  const rules = [
    ...d.shape.checks.map((r) => checkRule(catalog, d.shape, r)),
    ...inheritedRules(catalog, d.shape),
  ]
  const own = rules.filter((r) => r.columns.length === 1 && r.columns[0] === column)
  return candidates(catalog, d.shape, c, n, true)?.find(
    (v) => !taken.includes(v) && own.every((r) => r.allows((id) => (id === column ? v : undefined))),
  )
}

/** Far from every number that a row of the case gets. */
const nowhere = 9001

const danglingRow = (d: Desk, fk: TableShape['fks'][number]): Attempt => {
  const scope = d.made.traits.scopes.get(d.table)
  const columns = fk.columns.filter((c) => !d.shape.byId.get(c)?.column.generated)
  const own = columns.filter((c) => c !== scope)
  // What other references say too keeps a value that they accept.
  const alone = own.filter((c) => !d.shape.fks.some((f) => f.id !== fk.id && f.columns.includes(c)))
  const given = new Map<Id, Cell>()
  for (const c of [alone, own, columns].find((list) => list.length > 0) ?? []) {
    const value = dangling(d, fk, c, nowhere)
    if (value === undefined)
      return { impossible: `no value is known that ${nameOf(d, c)} takes and no parent has` }
    given.set(c, { value })
  }
  const made = rowWith(d, given, { dangles: fk.id, wanted: new Set(columns) })
  if ('impossible' in made) return made
  const cells = made.row.cells
  const exists = made.before.some(
    (r) =>
      r.table === fk.references &&
      fk.columns.every((c, i) => {
        const [mine, theirs] = [cells.get(c), r.cells.get(fk.refColumns[i] ?? '')]
        return mine && theirs && String(cellValue(mine)) === String(cellValue(theirs))
      }),
  )
  return exists ? { impossible: 'another reference of the same columns needs the parent to exist' } : made
}

const references = (d: Desk): readonly RowCase[] =>
  d.shape.fks.map((fk) => ({
    label: `${fk.columns.map((c) => nameOf(d, c)).join(', ')} without a row in ${nameOf(d, fk.references)}`,
    expected: fk.id,
    ...danglingRow(d, fk),
  }))

/** One row that should pass, then one against each constraint of the table and of its columns' types. */
export const generateCases = (made: Made, table: Id<'table'>): readonly RowCase[] => {
  const shape = tableShape(made.catalog, table)
  if (!shape) return []
  const d: Desk = { made, table, shape }
  return [
    { label: 'a valid row', expected: null, ...rowWith(d, new Map()) },
    ...notNulls(d),
    ...labels(d),
    ...checks(d),
    ...uniques(d),
    ...exclusions(d),
    ...references(d),
  ]
}
