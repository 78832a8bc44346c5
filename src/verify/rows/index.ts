export { type Cell, type Cells, cellSql, cellValue, printed, type WrittenRow } from './cell.ts'
export {
  breaksCheck, type Completed, completeRow, newWriting, type NoRow, type Wish, type Writing,
} from './complete.ts'
export { insertSql, rowParts } from './insert.ts'
export { type CheckRule, type ColumnShape, tableShape, type TableShape, type UniqueRule } from './shape.ts'
