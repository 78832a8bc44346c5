export * from './api.ts'
export type * from './types.ts'
