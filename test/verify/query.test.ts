import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { checkQuery, explainQuery, explainTree, type PlanNode } from '../../src/verify/index.ts'
import { pgliteEngine } from './pglite.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pgliteEngine()
  await engine.load(shop, emit(shop, 18))
}, 60_000)
afterAll(() => engine.close())

describe('queries', () => {
  it('are answered statement by statement', async () => {
    const a = await checkQuery(engine, "select 1 as one; select 'b;c' as two -- end", 1000)
    expect(a).toMatchObject({ engine: { kind: 'pglite' }, results: [{ rows: [['1']] }, { rows: [['b;c']] }] })
  })
  it('leave nothing behind', async () => {
    await checkQuery(engine, "insert into tenants values (1, 'x'); select 1", 1000)
    const a = await checkQuery(engine, 'select count(*) from tenants', 1000)
    expect(a.results[0]?.rows).toEqual([['0']])
  })
  it.each(['select 1;\n  select nope', 'select nope', '-- ä\nselect 1, nope'])(
    'put the error where it is: %s',
    async (text) => {
      const a = await checkQuery(engine, text, 1000)
      expect(a.error).toMatchObject({ sqlstate: '42703', position: text.indexOf('nope') })
      const e = await explainQuery(engine, text.replace('select 1;', ''), 1000)
      expect(e).toMatchObject({
        ok: false,
        error: { position: text.replace('select 1;', '').indexOf('nope') },
      })
    },
  )
  it('of nothing answer nothing', async () => {
    expect((await checkQuery(engine, ' -- nothing\n;', 1000)).results).toEqual([])
    expect(await explainQuery(engine, '', 1000)).toMatchObject({ ok: false })
  })
})

const all = (n: PlanNode): readonly PlanNode[] => [n, ...n.children.flatMap(all)]

describe('plans', () => {
  it('come as text and as a tree of the same nodes', async () => {
    const e = await explainQuery(
      engine,
      'select * from orders o join customers c using (tenant_id) where o.id > 5 order by c.email || o.id',
      1000,
      { analyze: true },
    )
    if (!e.ok) throw new Error(e.error.message)
    const nodes = all(e.value.plan.root)
    expect(nodes.length).toBeGreaterThan(2)
    for (const n of nodes) expect(e.value.text).toContain(n.type)
    expect(
      nodes
        .filter((n) => n.relation)
        .map((n) => n.relation)
        .sort(),
    ).toEqual(['customers', 'orders'])
    expect(nodes.find((n) => n.relation === 'orders')?.subject).toMatch(/on orders o$/)
    expect(nodes.every((n) => n.actual !== undefined)).toBe(true)
    expect(e.value.plan.executionMs).toBeGreaterThanOrEqual(0)
    expect(nodes.flatMap((n) => n.details).map((d) => d.name)).toEqual(expect.arrayContaining(['Sort Key']))
  })
  it('without analyze executed nothing', async () => {
    const e = await explainQuery(engine, 'delete from orders', 1000)
    expect(e.ok && all(e.value.plan.root).some((n) => n.actual)).toBe(false)
  })
  it.each(['', '{', 'null', '[]', '[{}]', '[{"Plan": 1}]', '{"Plan": {"Node Type": "x"}}'])(
    'not in %j',
    (text) => {
      expect(explainTree(text).ok).toBe(false)
    },
  )
  it('of any depth are read without a crash', () => {
    const deep = `${'{"Node Type":"x","Plans":['.repeat(5000)}${']}'.repeat(5000)}`
    expect(explainTree(`[{"Plan":${deep}}]`).ok).toBe(true)
  })
})
