import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, proofsOf } from '../../../src/compile/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit, namesOf } from '../../../src/sql/index.ts'
import { renderProof, runScript } from '../../../src/verify/index.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

checkVariants('audit-log', {
  'texts left out of changes': { options: (s) => ({ except: [s.id('orders.note')] }) },
  'texts left out of whole rows': {
    options: (s) => ({ values: 'whole', except: [s.id('orders.note'), s.id('orders.total')] }),
    also: ['soft-delete', 'tenancy-row'],
  },
})

checkProblems('audit-log', {
  'a key left out': {
    options: (s) => ({ except: [s.id('orders.id'), s.id('orders.note')] }),
    code: 'audit-log/key-column',
    option: 'except',
  },
  'a part of a key left out': {
    options: (s) => ({ except: [s.id('orders.region')] }),
    shape: { composite: true },
    code: 'audit-log/key-column',
    option: 'except',
  },
})

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe.each([['changed'], ['whole']])('the promise that columns are left out of %s values', (values) => {
  it.each([
    ['what rows become', 'new'],
    ['what rows were', 'old'],
  ])('is broken where %s has them', async (_, row) => {
    const s = shop()
    const compiled = compile(
      on(s, s.design, 'audit-log', { values, except: [s.id('orders.note')] }),
      registry,
    )
    const [kept] = proofsOf(compiled, book).filter((p) => p.id.endsWith('/left-out'))
    if (!kept) throw new Error('there is no promise about what is left out')
    const script = renderProof(kept, compiled, namesOf(compiled.catalog))
    if (!script.ok) throw new Error(script.error.because)
    await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    expect(await runScript(engine, script.value, [])).toMatchObject({ verdict: 'held' })
    // The names are taken from the empty object, and the whole row stays.
    const [from, to] = [`to_jsonb(${row}) - `, `to_jsonb(${row}) || '{}'::jsonb - `]
    const leaking = new Map(compiled.catalog)
    for (const o of leaking.values()) {
      if (o.kind === 'routine' && o.body.text.some((t) => t.includes(from)))
        leaking.set(o.id, {
          ...o,
          body: { ...o.body, text: o.body.text.map((t) => t.replace(from, to)) },
        })
    }
    await engine.load(leaking, emit(leaking, 18))
    expect(await runScript(engine, script.value, [])).toMatchObject({ verdict: 'broken' })
  })
})
