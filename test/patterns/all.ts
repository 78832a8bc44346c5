import { makeRegistry } from '../../src/compile/index.ts'
import { patterns } from '../../src/patterns/index.ts'

export const registry = makeRegistry(patterns)
