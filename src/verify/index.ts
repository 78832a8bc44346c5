export { type TestFile, toPgTap } from './pgtap/file.ts'
export { proofsOf } from './proof/list.ts'
export { renderProof } from './proof/render.ts'
export {
  type Disagreement, disagreements, type Progress, proofLimitMs, runProof, runProofs, runScript,
} from './proof/run.ts'
export { ownerRole } from './proof/setting.ts'
export { type Mutant, mutants, withoutObject } from './proof/without.ts'
export { type Cell, type Cells, type Completed, completeRow, insertSql, newWriting, type NoRow, type WrittenRow } from './rows/index.ts'
export type * from './types.ts'
