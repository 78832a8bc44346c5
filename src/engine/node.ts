import type { Engine, EngineKind } from './types.ts'

export interface NodeEngineOptions {
  /** PGlite's ready data directory; without one, its start takes initdb's seconds. */
  readonly snapshot?: Uint8Array | undefined
}

/**
 * An engine in this thread, for the command line and for tests. Nothing can end a statement that runs too long here:
 * `timeoutMs` is not heeded.
 */
export const createNodeEngine = async (
  kind: EngineKind,
  options: NodeEngineOptions = {},
): Promise<Engine> => {
  if (kind === 'pg-mem') return (await import('./pgmem/engine.ts')).createPgMem()
  const { createPglite } = await import('./pglite/engine.ts')
  return createPglite(options.snapshot ? { snapshot: options.snapshot } : {})
}
