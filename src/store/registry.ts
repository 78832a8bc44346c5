import { makeRegistry, type Registry } from '../compile/index.ts'
import { patterns } from '../patterns/index.ts'

/** The one registry of patterns. */
export const registry: Registry = makeRegistry(patterns)
