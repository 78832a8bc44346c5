import type { Id } from '../../base/index.ts'
import { type BuiltIn, quoteLiteral, rawSql } from '../../catalog/index.ts'
import { type Known, parseExpr, tokensOf, unknown, type Val } from '../expr/index.ts'

/** What a row holds in a column: a constant, or SQL whose value only the server knows. */
export type Cell = { readonly value: Known } | { readonly sql: string }
export type Cells = ReadonlyMap<Id, Cell>

/** A row that a script writes. Columns that it leaves to their default are absent. */
export interface WrittenRow {
  readonly table: Id<'table'>
  readonly cells: Cells
}

export const cellSql = (cell: Cell): string => {
  if ('sql' in cell) return cell.sql
  const v = cell.value
  if (v === null) return 'null'
  return typeof v === 'string' ? quoteLiteral(v) : String(v)
}

/** What a bare constant of SQL says; of anything else only the server knows. */
const said = (sql: string): Val => {
  const tokens = tokensOf(rawSql(sql))
  const expr = tokens && parseExpr(tokens)
  return expr?.e === 'value' ? expr.value : unknown
}

/** The value as far as it can be told before the server runs. */
export const cellValue = (cell: Cell): Val => ('sql' in cell ? said(cell.sql) : cell.value)

const printedNumber = (v: string | number, type: BuiltIn): string => {
  const scale = type.mods?.[1] ?? (type.mods ? 0 : undefined)
  return type.base === 'numeric' && scale !== undefined ? Number(v).toFixed(scale) : String(v)
}

/** A constant as PostgreSQL prints it in a column of the type. */
export const printed = (value: Known, type: BuiltIn | undefined): string | null => {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (!type || type.dims) return String(value)
  if (type.base === 'boolean') return /^(t|true|yes|on|1)$/i.test(String(value)) ? 't' : 'f'
  if (type.base === 'char') return String(value).padEnd(type.mods?.[0] ?? 1)
  return type.base === 'numeric' ? printedNumber(value, type) : String(value)
}
