import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { differences } from '../../src/engine/compare.ts'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import { emit, splitStatements } from '../../src/sql/index.ts'
import { handWritten, snapshot } from './node.ts'

/** Real schemas, kept outside the repository. */
const folder = process.env.DAMASK_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.sql')) : []
if (files.length === 0) console.log(`no real schemas in ${folder}: set DAMASK_CORPUS to try some`)

const extensions: Catalog = new Map(
  ['btree_gist', 'citext', 'hstore', 'ltree', 'pg_trgm', 'pgcrypto', 'tablefunc', 'uuid-ossp'].map((name) => [
    name,
    { kind: 'extension', id: name, name },
  ]),
)
/** Schemas made of kinds that a catalog has: read, written and read again without a difference. */
const whole = new Set([
  'adventureworks.sql',
  'chinook.sql',
  'crates_io.sql',
  'graphile_starter.sql',
  'guacamole.sql',
])
const alone = /\bconcurrently\b/i

describe.skipIf(files.length === 0)('real schemas', () => {
  let engine: IdleEngine
  beforeAll(async () => {
    engine = await createPglite({ snapshot: snapshot() })
  })
  afterAll(() => engine.close())

  it.each(files)('%s is read back, and what was read applies and reads the same', async (file) => {
    const pieces = splitStatements(readFileSync(join(folder, file), 'utf8'))
    const applied = await engine.load(
      extensions,
      handWritten(...pieces.map((p) => ({ sql: `${p.text};`, alone: alone.test(p.text) }))),
    )
    const first = await engine.introspect()
    if (!first.ok) throw new Error(first.error.message)
    const again = await engine.load(first.value.catalog, emit(first.value.catalog, 18))
    const second = await engine.introspect()
    if (!second.ok) throw new Error(second.error.message)
    const differ = differences(first.value.catalog, second.value.catalog).filter(
      (d) => d.sameness === 'different',
    )
    console.log(
      `${file}: ${pieces.length} statements, ${applied.errors.length} refused; ${first.value.catalog.size} objects; again ${again.errors.length} refused, ${differ.length} different`,
    )
    if (process.env.DAMASK_CORPUS_DETAIL)
      console.log(JSON.stringify({ file, applied: applied.errors, again: again.errors, differ }))
    expect(first.value.catalog.size).toBeGreaterThan(10)
    if (whole.has(file)) expect([again.errors, differ]).toEqual([[], []])
  })
})
