import { type AnyPattern, makeRegistry } from '../compile/api.ts'
import { auditColumns } from './audit-columns/index.ts'

/** Every pattern, in the order of the catalogue. */
export const patterns: readonly AnyPattern[] = [auditColumns]
export const registry = makeRegistry(patterns)
