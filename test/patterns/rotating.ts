import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'

/** After so many designs a database is replaced by a new one: its memory only grows. */
const designs = 30

/** Databases for many designs, one after the other. */
export const rotating = (): { readonly next: () => Promise<Engine>; readonly close: () => Promise<void> } => {
  let engine: Promise<Engine> | undefined
  let used = 0
  const close = async (): Promise<void> => {
    await (await engine)?.close()
    engine = undefined
  }
  return {
    next: async () => {
      if (used === designs) await close()
      if (!engine) {
        used = 0
        engine = pglite()
      }
      used++
      return engine
    },
    close,
  }
}
