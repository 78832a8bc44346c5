export * from './edit.ts'
export * from './new.ts'
export * from './schema.ts'
export * from './types.ts'
