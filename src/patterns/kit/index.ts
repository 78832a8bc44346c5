export * from './keys.ts'
export * from './options.ts'
export * from './proof.ts'
export * from './sql.ts'
