import type { Made } from '../../compile/index.ts'
import type { Names } from '../../sql/index.ts'
import { bare, full } from '../names.ts'
import { cellSql, type WrittenRow } from './cell.ts'
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

/** The INSERT of one row. */
export const insertSql = (made: Made, names: Names, row: WrittenRow): string => {
  const { columns, values, overriding } = rowParts(made, names, row)
  const table = full(names, row.table)
  if (columns.length === 0) return `insert into ${table} default values`
  const always = overriding ? ' overriding system value' : ''
  return `insert into ${table} (${columns.join(', ')})${always} values (${values.join(', ')})`
}
