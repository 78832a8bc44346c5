import type { Id } from '../../base/index.ts'
import type { Made } from '../../compile/index.ts'
import type { Names } from '../../sql/index.ts'
import { bare, full } from '../names.ts'
import { type Cells, cellSql, type WrittenRow } from './cell.ts'
import { tableShape } from './shape.ts'

/** The columns of a row and their values as SQL, in the table's order. */
export const rowParts = (
  made: Made,
  names: Names,
  row: WrittenRow,
): {
  readonly columns: readonly string[]
  readonly values: readonly string[]
  readonly overriding: boolean
} => {
  const written = (tableShape(made.catalog, row.table)?.columns ?? []).flatMap(({ column }) => {
    const cell = row.cells.get(column.id)
    return cell ? [{ column, cell }] : []
  })
  return {
    columns: written.map((w) => bare(names, w.column.id)),
    values: written.map((w) => cellSql(w.cell)),
    overriding: written.some((w) => w.column.identity === 'always'),
  }
}

const between = ', '

/** The INSERT of one row, and where in it each column's value begins. */
const insertParts = (made: Made, names: Names, row: WrittenRow, asTyped: boolean) => {
  const { columns, values, overriding } = rowParts(made, names, row)
  const table = full(names, row.table)
  if (columns.length === 0) return { sql: `insert into ${table} default values`, starts: [] }
  const always = overriding && !asTyped ? ' overriding system value' : ''
  const start = `insert into ${table} (${columns.join(between)})${always} values (`
  let at = start.length
  const starts = values.map((v) => {
    const from = at
    at += v.length + between.length
    return from
  })
  return { sql: `${start}${values.join(between)})`, starts }
}

/** The INSERT of one row. `asTyped`: as anyone would write it, without a right to number what numbers itself. */
export const insertSql = (made: Made, names: Names, row: WrittenRow, asTyped = false): string =>
  insertParts(made, names, row, asTyped).sql

/** The SET list of an update. */
export const assignments = (names: Names, cells: Cells): string =>
  [...cells].map(([column, cell]) => `${bare(names, column)} = ${cellSql(cell)}`).join(between)

/** The column whose value stands at an offset of that INSERT. */
export const columnAt = (
  made: Made,
  names: Names,
  row: WrittenRow,
  position: number,
  asTyped = false,
): Id<'column'> | undefined => {
  const { starts } = insertParts(made, names, row, asTyped)
  const written = (tableShape(made.catalog, row.table)?.columns ?? []).filter((c) =>
    row.cells.has(c.column.id),
  )
  return written[starts.findLastIndex((from) => from <= position)]?.column.id
}
