export { readClauses } from './clauses.ts'
export { aboutTable, type ColumnLine, columnLines } from './lines.ts'
export * from './types.ts'
