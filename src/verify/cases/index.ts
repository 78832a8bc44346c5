export { generateCases } from './generate.ts'
export { reasonOf, refusedBy } from './refusal.ts'
export { runCases, tryRow } from './run.ts'
export type * from './types.ts'
