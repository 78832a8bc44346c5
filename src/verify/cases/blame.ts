import type { Id } from '../../base/index.ts'
import type { Made } from '../../compile/index.ts'
import type { BatchResult, SqlError } from '../../engine/index.ts'
import { namesOf } from '../../sql/index.ts'
import { unknown } from '../expr/index.ts'
import { cellValue, columnAt, tableShape, type WrittenRow } from '../rows/index.ts'
import { refusedBy } from './refusal.ts'

/** A row and what is written before it. */
export interface Trial {
  readonly label: string
  readonly row: WrittenRow
  readonly before: readonly WrittenRow[]
  /** Absent: a person typed the row. */
  readonly expected?: Id | null
}

/** The column whose value the server points at, where it stopped at the row itself. */
const pointedAt = (made: Made, t: Trial, { error }: BatchResult): Id | undefined =>
  error?.position === undefined || error.statement !== t.before.length
    ? undefined
    : columnAt(made, namesOf(made.catalog), t.row, error.position, t.expected === undefined)

/** The only value of another length than its column takes: the server does not name the column. */
const ofLength = (made: Made, row: WrittenRow, { sqlstate }: SqlError): Id | undefined => {
  if (!['22001', '22003', '22026'].includes(sqlstate ?? '')) return undefined
  const found = [...row.cells].flatMap(([id, cell]) => {
    const type = tableShape(made.catalog, row.table)?.byId.get(id)?.type
    const [most, scale = 0] = type?.mods ?? []
    const value = cellValue(cell)
    if (!type || type.dims || most === undefined || value === unknown || value === null) return []
    if (type.base === 'numeric') return Math.abs(Number(value)) >= 10 ** (most - scale) ? [id] : []
    if (type.base === 'bit') return String(value).length !== most ? [id] : []
    return ['varchar', 'char'].includes(type.base) && [...String(value)].length > most ? [id] : []
  })
  return found.length === 1 ? found[0] : undefined
}

/** Whether the column's own value can be what a message about a label or a NULL means. */
const fits = (made: Made, { row, expected }: Trial, column: Id): boolean => {
  if (expected !== undefined) return column === expected
  const cell = row.cells.get(column)
  const value = cell && cellValue(cell)
  const labels = tableShape(made.catalog, row.table)?.byId.get(column)?.labels
  return labels ? typeof value === 'string' && !labels.includes(value) : value === undefined || value === null
}

/** The constraint, or the column, that refused the row. */
export const blamed = (made: Made, t: Trial, done: BatchResult): Id | undefined =>
  done.error &&
  (pointedAt(made, t, done) ??
    refusedBy(made.catalog, t.row.table, done.error, (c) => fits(made, t, c)) ??
    ofLength(made, t.row, done.error))
