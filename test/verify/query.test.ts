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
  it('say which statements they are of, also where one is refused', async () => {
    const text = "-- two\nselect ';';  insert into tenants values (1, 'x')\n;select nope; select 2"
    const a = await checkQuery(engine, text, 1000)
    expect(a.statements.map((s) => s.text)).toEqual([
      "select ';'",
      "insert into tenants values (1, 'x')",
      'select nope',
      'select 2',
    ])
    for (const s of a.statements) expect(text.slice(s.from, s.to)).toBe(s.text)
    expect(a.results.map((r) => [r.command, r.affected, r.rows.length])).toEqual([
      ['SELECT', undefined, 1],
      ['INSERT', 1, 0],
    ])
    expect(a.error).toMatchObject({ statement: 2, position: text.indexOf('nope') })
  })
  it('that are EXPLAIN themselves have the plan, as it was printed and where it is JSON as a tree', async () => {
    const prints = ['', '(costs off) ', '(format json) ', '(analyze, format json) ', '(format xml) ']
    const a = await checkQuery(engine, prints.map((p) => `explain ${p}select * from orders`).join(';'), 1000)
    expect(a.error).toBeUndefined()
    for (const [i, r] of a.results.entries()) {
      expect(r.explained?.text).toBe(r.rows.map((row) => row[0]).join('\n'))
      expect(r.explained?.text).toMatch(/orders/)
      expect(r.explained?.plan?.root.relation).toBe(prints[i]?.includes('json') ? 'orders' : undefined)
    }
    expect(a.results[3]?.explained?.plan?.executionMs).toBeGreaterThanOrEqual(0)
  })
  it('whose answer looks like a plan’s have none', async () => {
    const a = await checkQuery(engine, 'select 1 as "QUERY PLAN"; select 2', 1000)
    expect(a.results.map((r) => r.explained)).toEqual([undefined, undefined])
  })
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
    const { text, plan } = e.value
    if (!plan) throw new Error('no tree')
    const nodes = all(plan.root)
    expect(nodes.length).toBeGreaterThan(2)
    for (const n of nodes) expect(text).toContain(n.type)
    expect(
      nodes
        .filter((n) => n.relation)
        .map((n) => n.relation)
        .sort(),
    ).toEqual(['customers', 'orders'])
    expect(nodes.find((n) => n.relation === 'orders')?.subject).toMatch(/on orders o$/)
    expect(nodes.every((n) => n.actual !== undefined)).toBe(true)
    expect(plan.executionMs).toBeGreaterThanOrEqual(0)
    expect(nodes.flatMap((n) => n.details).map((d) => d.name)).toEqual(expect.arrayContaining(['Sort Key']))
  })
  it('without analyze executed nothing', async () => {
    const e = await explainQuery(engine, 'delete from orders', 1000)
    expect(e.ok && e.value.plan && all(e.value.plan.root).some((n) => n.actual)).toBe(false)
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
