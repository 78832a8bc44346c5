export { type Cell, type Cells, cellSql, cellValue, printed, type WrittenRow } from './cell.ts'
export { changedCells } from './change.ts'
export { breaksCheck, completeRow, parentsFor } from './complete.ts'
export { columnAt, insertSql, rowParts } from './insert.ts'
export { constantOf } from './rules.ts'
export {
  type CheckRule,
  type ColumnShape,
  referenced,
  type TableShape,
  tableShape,
  type UniqueRule,
} from './shape.ts'
export { type Completed, type NoRow, newWriting, type Wish, type Writing } from './writing.ts'
