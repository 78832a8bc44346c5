export {
  generateCases,
  type RowCase,
  type RowTrial,
  reasonOf,
  refusedBy,
  runCases,
  tryRow,
} from './cases/index.ts'
export { type TestFile, toPgTap } from './pgtap/file.ts'
export { renderProof } from './proof/render.ts'
export {
  type Disagreement,
  disagreements,
  type Progress,
  proofLimitMs,
  runProof,
  runProofs,
  runScript,
} from './proof/run.ts'
export { ownerRole } from './proof/setting.ts'
export { type Mutant, mutants, withoutObject } from './proof/without.ts'
export { type Answered, checkQuery, type Explained, explainQuery, type QueryAnswer } from './query/check.ts'
export { explainTree, type Plan, type PlanNode } from './query/explain.ts'
export {
  type Cell,
  type Cells,
  type Completed,
  completeRow,
  insertSql,
  type NoRow,
  newWriting,
  type WrittenRow,
} from './rows/index.ts'
export type * from './types.ts'
