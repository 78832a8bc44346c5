import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../../src/base/index.ts'
import { compile, proofsOf } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { mutants, renderProof, runCases, runScript } from '../../../src/verify/index.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../all.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

const people = (table: string) => (s: Shop) => ({ by: 'reference', people: s.id(table) })
const others = [
  'history-table',
  'soft-delete',
  'audit-log',
  'archive-table',
  'event-log',
  'state-machine',
  'row-version',
]

checkVariants('audit-columns', {
  'times alone': { options: () => ({ by: 'none' }) },
  'people with a number': { options: people('customers') },
  'people with a uuid': { options: people('photos') },
  'people with patterns that name actors': { options: people('customers'), also: others },
  'people of tenants': { options: people('customers'), also: ['tenancy-row', 'history-table'] },
  'rows that have owners': { options: people('customers'), also: ['row-ownership'] },
  'in quotes, for 15': { options: people('photos'), shape: { quoted: true, composite: true, target: 15 } },
})

checkProblems('audit-columns', {
  'no people': {
    options: () => ({ by: 'reference' }),
    code: 'audit-columns/no-people',
    option: 'people',
  },
})

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('actors that are rows of a table', () => {
  it('are promised to be recorded', () => {
    const s = shop()
    const compiled = compile(on(s, s.design, 'audit-columns', people('customers')(s)), registry)
    expect(proofsOf(compiled, book).map((p) => p.id.split('/').pop())).toContain('actor')
  })

  it('are recorded by the trigger and by nothing else', async () => {
    const s = shop()
    const compiled = compile(on(s, s.design, 'audit-columns', people('photos')(s)), registry)
    const [actor] = proofsOf(compiled, book).filter((p) => p.id.endsWith('/actor'))
    if (!actor) throw new Error('there is no promise about actors')
    const script = renderProof(actor, compiled)
    if (!script.ok) throw new Error(script.error.because)
    const without = mutants(actor, compiled.catalog)
    expect(without.length).toBe(1)
    for (const m of without) {
      await engine.load(m.catalog, emit(m.catalog, 18))
      expect(await runScript(engine, script.value, [])).toMatchObject({ verdict: 'broken' })
    }
  })

  it('may be rows of the very table that says who wrote them', async () => {
    const s = shop()
    const id = `audit-columns@${s.id('customers')}#1`
    const { design } = applyChanges(s.design, [
      {
        id,
        to: {
          kind: 'use',
          id,
          pattern: 'audit-columns',
          target: s.id('customers'),
          options: people('customers')(s),
        },
      },
    ] as Parameters<typeof applyChanges>[1])
    const held = await hold(engine, on(s, design, 'audit-columns', people('customers')(s)))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('are seen in what was made, with their table', async () => {
    const s = shop()
    const { catalog } = compile(on(s, s.design, 'audit-columns', people('customers')(s)), registry)
    await engine.load(catalog, emit(catalog, 18))
    const back = await engine.introspect()
    if (!back.ok) throw new Error(back.error.message)
    const [seen] = book.get('audit-columns')?.detect(back.value.catalog) ?? []
    expect(seen?.options).toMatchObject({ by: 'reference' })
    const found = Object.values(seen?.options ?? {}).flatMap(
      (v) => back.value.catalog.get(v as Id)?.name ?? [],
    )
    expect(found).toEqual(['customers'])
    expect(Object.keys(seen?.bind ?? {})).toContain('created_by:fk')
  })

  it('keep no row from being tried', async () => {
    const s = shop()
    const compiled = compile(on(s, s.design, 'audit-columns', people('customers')(s)), registry)
    await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    const trials = await runCases(engine, compiled, s.id('orders'))
    expect(trials.filter((t) => t.sqlstate === '22P02')).toEqual([])
    expect(trials.filter((t) => t.accepted !== (t.expected === null))).toEqual([])
  })
})
