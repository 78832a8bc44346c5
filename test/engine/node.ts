import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import url from 'virtual:pglite-snapshot'
import { createNodeEngine, type Engine } from '../../src/engine/index.ts'
import type { Emitted, Statement } from '../../src/sql/index.ts'

/** The ready data directory. */
export const snapshot = (): Uint8Array => readFileSync(fileURLToPath(url))

/** Hand-written SQL as a list of emitted statements, each of an object named by its place: `s0`, `s1` … */
export const handWritten = (...list: readonly (string | Partial<Statement>)[]): Emitted => {
  const statements = list.map((s, i): Statement => {
    const given = typeof s === 'string' ? { sql: s } : s
    return { sql: '', object: `s${i}`, parts: [], ...given }
  })
  return { statements, text: '', offsets: [] }
}

/** PostgreSQL in this thread, started from the ready data directory as the page does: initdb takes seconds. */
export const pglite = (): Promise<Engine> => createNodeEngine('pglite', { snapshot: snapshot() })
