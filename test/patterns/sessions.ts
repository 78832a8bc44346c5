import { afterAll, beforeAll, expect } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'

export const app = 'app_user'
export const owner = 'damask_owner'

export interface Sessions {
  readonly load: (design: Design) => Promise<void>
  /** One transaction; the last answer's rows, `changed N` for a statement without rows, or the SQLSTATE. */
  readonly as: (
    role: string,
    actor: string,
    ...statements: readonly string[]
  ) => Promise<readonly (readonly (string | null)[])[] | string>
}

/** A database for the tests of a file, and what people are answered in it. */
export const sessions = (): Sessions => {
  let engine: Engine
  beforeAll(async () => {
    engine = await pglite()
  })
  afterAll(() => engine.close())
  return {
    load: async (design) => {
      const { catalog } = compile(design, registry)
      expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
    },
    as: async (role, actor, ...statements) => {
      const { results, error } = await engine.run({
        session: { role, settings: { 'app.current_user': actor } },
        statements,
      })
      const last = results.at(-1)
      if (error) return error.sqlstate ?? error.message
      return last?.affected === undefined ? (last?.rows ?? []) : `changed ${last.affected}`
    },
  }
}
