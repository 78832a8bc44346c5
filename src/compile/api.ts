/** The door for pattern authors: types and the few builders that a pattern needs. */
export * from './claims.ts'
export type * from './facts.ts'
export type * from './issue.ts'
export { patternOf } from './issue.ts'
export type { OptionSchema } from './options.ts'
export { pinnedPath } from './paths.ts'
export * from './pattern.ts'
export type * from './proof.ts'
