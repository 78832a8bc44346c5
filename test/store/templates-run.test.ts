import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompiler, proofsOf } from '../../src/compile/index.ts'
import { recordsOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { loadBook, registry } from '../../src/store/registry.ts'
import { templateDesign, templates } from '../../src/store/templates/index.ts'
import { checkQuery, runCases, runProofs } from '../../src/verify/index.ts'
import { pglite } from '../engine/node.ts'

const random = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe.each(templates.map((t) => t.id))('the template %s on PostgreSQL', (id) => {
  it('applies, keeps its promises, accepts a row in every table, and answers its queries', async () => {
    const design = await templateDesign(id, random)
    if (!design) throw new Error(`no template ${id}`)
    const compiled = createCompiler(registry).compile(design)
    const verdict = await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    expect(verdict.errors).toEqual([])
    const answers = await runProofs(engine, compiled, proofsOf(compiled, await loadBook()))
    const broken = [...answers].filter(([, a]) => a.verdict !== 'held')
    expect(answers.size).toBeGreaterThan(10)
    expect(broken).toEqual([])
    for (const t of recordsOf(design, 'table')) {
      const [good] = await runCases(engine, compiled, t.id)
      expect({ table: t.name, accepted: good?.accepted, message: good?.message }).toEqual({
        table: t.name,
        accepted: true,
      })
    }
    for (const q of recordsOf(design, 'query')) {
      const { error } = await checkQuery(engine, q.sql, 10_000)
      expect({ query: q.name, error }).toEqual({ query: q.name })
    }
  })
})
