export { readClauses } from './clauses.ts'
export { type ColumnLine, columnLines } from './lines.ts'
export * from './types.ts'
