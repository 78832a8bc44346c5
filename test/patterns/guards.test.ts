import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, proofsOf } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, namesOf } from '../../src/sql/index.ts'
import { mutants, renderProof, runScript } from '../../src/verify/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import { caseOf, names, on, siteFor } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe.each(names.map((n) => [n] as const))('%s', (name) => {
  const s = shop()
  const compiled = compile(
    on(s, s.design, name, caseOf(name).guarded?.(s, siteFor([name]) ?? 'orders')),
    registry,
  )
  const cases = proofsOf(compiled, book).flatMap((p) =>
    mutants(p, compiled.catalog).map((m) => [p.id, m.what, p, m] as const),
  )

  it('has promises that rest on something', () => {
    expect(cases.length).toBeGreaterThan(0)
  })

  it.each(cases)('%s turns red without %s', async (_id, _what, proof, mutant) => {
    const verdict = await engine.load(mutant.catalog, emit(mutant.catalog, 18))
    expect(verdict.errors.map((e) => e.message)).toEqual([])
    // The scenario stays what it was; only the database lacks the object.
    const script = renderProof(proof, compiled, namesOf(compiled.catalog))
    if (!script.ok) throw new Error(script.error.because)
    const answer = await runScript(engine, script.value, [])
    expect(answer.verdict).toBe('broken')
  })
})
