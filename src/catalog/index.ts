export * from './objects.ts'
export * from './refs.ts'
export * from './sql.ts'
export * from './types.ts'
