import type { Engine } from '../../src/engine/index.ts'
import { createPglite } from '../../src/engine/pglite/engine.ts'
import { snapshot } from '../engine/node.ts'

/** PostgreSQL in this process, from the ready data directory. */
export const pgliteEngine = (): Promise<Engine> => createPglite({ snapshot: snapshot() })
