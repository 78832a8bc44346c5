import type { Emitted } from '../sql/index.ts'

/** Stands for the DDL until what writes it has loaded. */
export const unwritten: Emitted = { statements: [], text: '', offsets: [] }
