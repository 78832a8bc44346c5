export * from './options.ts'
export * from './proof.ts'
export * from './sql.ts'
