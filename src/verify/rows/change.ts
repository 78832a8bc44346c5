import type { Id } from '../../base/index.ts'
import type { Known, Val } from '../expr/index.ts'
import { candidates } from './candidates.ts'
import { type Cell, type Cells, cellValue, type WrittenRow } from './cell.ts'
import { checkRule, leftValue } from './rules.ts'
import { type ColumnShape, type TableShape, tableShape } from './shape.ts'
import { type Choice, type Free, type Get, solve } from './solve.ts'
import type { Writing } from './writing.ts'

/** Columns that are spoken of together with a changed one, and that nothing else holds to their value. */
const movable = (shape: TableShape, changed: ReadonlySet<Id>): readonly ColumnShape[] => {
  const held = new Set<Id>([
    ...changed,
    ...(shape.primary?.columns ?? []),
    ...shape.uniques.flatMap((u) => u.columns),
    ...shape.fks.flatMap((f) => f.columns),
  ])
  const said = new Set<Id>(
    shape.checks.flatMap((r) => (r.expr && r.columns.some((c) => changed.has(c)) ? r.columns : [])),
  )
  return shape.columns.filter(
    (c) => said.has(c.column.id) && !held.has(c.column.id) && !c.column.generated && !c.column.identity,
  )
}

/**
 * What a row gets with new values: these, and what checks of the table want beside them. Values of other columns stay
 * where they may; where nothing is found that the checks accept, the server has the word.
 */
export const changedCells = (w: Writing, row: WrittenRow, values: Cells): Cells => {
  const { catalog } = w.made
  const shape = tableShape(catalog, row.table)
  if (!shape) return values
  const cells = new Map<Id, Cell>([...row.cells, ...values])
  const now = new Map<Id, Val>(
    shape.columns.map((c) => {
      const cell = cells.get(c.column.id)
      return [c.column.id, cell ? cellValue(cell) : leftValue(catalog, c)]
    }),
  )
  const rules = shape.checks.map((r) => checkRule(catalog, shape, r))
  const get: Get = (id) => now.get(id)
  if (rules.every((r) => r.allows(get))) return values
  const n = w.next()
  const free = movable(shape, new Set(values.keys())).map((c): Free => {
    const { id } = c.column
    return {
      id,
      choices: function* (): Iterable<Choice> {
        yield { left: now.get(id) ?? null }
        if (!c.required) yield { value: null }
        for (const value of candidates(catalog, shape, c, n, false) ?? []) yield { value }
      },
    }
  })
  const fixed = new Map([...now].filter(([id]) => !free.some((f) => f.id === id)))
  const found = solve(free, fixed, rules)
  if (!('found' in found)) return values
  const more = [...found.found].flatMap(([id, c]): (readonly [Id, { readonly value: Known }])[] =>
    'value' in c ? [[id, { value: c.value }]] : [],
  )
  return new Map<Id, Cell>([...values, ...more])
}
