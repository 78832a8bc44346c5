import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnId } from '../../src/base/index.ts'
import { type Compiled, compile, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, type Json } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, namesOf, splitStatements } from '../../src/sql/index.ts'
import { mutants, renderProof, runScript } from '../../src/verify/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, type Shop, shop } from './shop.ts'
import { sqlOf } from './sql-of.ts'
import { written } from './topology-helpers.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

type Options = Readonly<Record<string, Json>>
const sharded = (s: Shop, options: Options = {}, ...also: readonly string[]): Design =>
  on(
    s,
    also.reduce((d, n) => on(s, d, n), s.design),
    'sharding',
    options,
  )

/** The shop with the customer in the keys of orders and items: what Citus asks for. */
const byCustomer = (): Shop => {
  const s = shop()
  const author = s.design.authors[0] ?? ''
  const column = drawnId<'column'>(author, 950)
  const change = (id: string, f: (r: DesignRecord) => DesignRecord): DesignRecord => {
    const r = s.design.records.get(s.id(id))
    if (!r) throw new Error(id)
    return f(r)
  }
  const widened = (id: string, columns: readonly string[]) =>
    change(id, (r) => (r.kind === 'key' ? { ...r, columns: columns.map((c) => s.id<'column'>(c)) } : r))
  const records: DesignRecord[] = [
    {
      kind: 'column',
      id: column,
      table: s.id('items'),
      name: 'customer_id',
      rank: 'zz',
      type: { base: 'bigint' },
      notNull: true,
    },
    widened('orders.pk', ['orders.customer_id', 'orders.id']),
    widened('orders.number_key', ['orders.customer_id', 'orders.number']),
    widened('customers.email_key', ['customers.id', 'customers.email']),
    widened('visits.pk', ['visits.customer_id', 'visits.id']),
    change('items.pk', (r) => (r.kind === 'key' ? { ...r, columns: [column, s.id('items.id')] } : r)),
    change('items>orders', (r) =>
      r.kind === 'fk'
        ? {
            ...r,
            columns: [column, s.id('items.order_id')],
            refColumns: [s.id('orders.customer_id'), s.id('orders.id')],
          }
        : r,
    ),
  ]
  const design = applyChanges(
    s.design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
  return { ...s, design }
}

const run = async (text: string) => {
  const statements = splitStatements(text).map((x) => x.text)
  return engine.run({
    statements: statements.filter(
      (x) => !/^\s*(create extension|set citus)/m.test(x.replace(/--.*$/gm, '').trim()),
    ),
  })
}
const standIn = readFileSync(new URL('./citus-stand-in.sql', import.meta.url), 'utf8')

/** Applies the design and runs its calls against the stand-in. */
const deployed = async (compiled: Compiled): Promise<readonly (readonly (string | null)[])[]> => {
  await engine.load(compiled.catalog, emit(compiled.catalog, 18))
  expect((await run(standIn)).error).toBeUndefined()
  const calls = compiled.files.find((f) => f.path === 'sharding/citus.sql')?.text ?? ''
  expect((await run(calls)).error).toBeUndefined()
  const { results } = await engine.run({
    statements: [
      'select * from citus_stand_in.dangling',
      'select relation::text, kind, together::text from citus_stand_in.placed order by 2, 1',
    ],
  })
  expect(results[0]?.rows).toEqual([])
  return results[1]?.rows ?? []
}
const errors = (c: Compiled) => c.issues.filter((i) => i.severity === 'error')

describe('the calls of Citus against functions that enforce its rules', () => {
  it.each<readonly [string, Shape, readonly string[]]>([
    ['a plain shop', {}, []],
    ['a composite key', { composite: true }, []],
    ['mixed-case names in another schema', { quoted: true, schema: 'Sales' }, []],
    ['tenants', {}, ['tenancy-row']],
    ['tenants, quoted', { quoted: true, schema: 'Sales' }, ['tenancy-row']],
    ['tenants, soft delete and history', {}, ['tenancy-row', 'soft-delete', 'history-table']],
    ['soft delete and history', {}, ['soft-delete', 'history-table']],
    ['a hash-partitioned table', {}, ['partition-hash']],
  ])('%s', async (_, shape, also) => {
    const compiled = compile(sharded(shop(shape), {}, ...also), registry)
    expect(errors(compiled)).toEqual([])
    const placed = await deployed(compiled)
    expect(placed.some((r) => r[1] === 'd')).toBe(true)
    if (also.includes('tenancy-row')) expect(placed.filter((r) => r[1] === 'd').length).toBeGreaterThan(5)
  })

  it('spreads everything beside the customer where keys carry it', async () => {
    const s = byCustomer()
    const compiled = compile(sharded(s, { root: s.id('customers') }), registry)
    expect(errors(compiled)).toEqual([])
    const placed = await deployed(compiled)
    expect(placed.filter((r) => r[1] === 'd')).toEqual([
      ['customers', 'd', '1'],
      ['items', 'd', '1'],
      ['orders', 'd', '1'],
      ['visits', 'd', '1'],
    ])
    const held = await hold(engine, compiled.design)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('refuses the naive call, as Citus would', async () => {
    const compiled = compile(sharded(shop()), registry)
    await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    await run(standIn)
    const { error } = await run(
      "select create_distributed_table('orders', 'customer_id', colocate_with => 'none')",
    )
    expect([error?.sqlstate, error?.message]).toEqual(['0A000', expect.stringContaining('must include')])
  })
})

describe('the promises of the Citus plan', () => {
  it('turn red without the view that they stand on', async () => {
    const compiled = compile(sharded(shop()), registry)
    const proofs = proofsOf(compiled, book)
    expect(proofs.length).toBe(3)
    for (const p of proofs)
      for (const m of mutants(p, compiled.catalog)) {
        await engine.load(m.catalog, emit(m.catalog, 18))
        const script = renderProof(p, compiled, namesOf(compiled.catalog))
        if (!script.ok) throw new Error(script.error.because)
        expect((await runScript(engine, script.value, [])).verdict).toBe('broken')
      }
  })
})

describe('what Citus would refuse', () => {
  it.each<readonly [string, (s: Shop) => Options, readonly string[]]>([
    ['key', (s) => ({ root: s.id('customers') }), []],
    ['no-root', () => ({ root: 'abcdefgh.zz' }), []],
    ['root-everywhere', (s) => ({ root: s.id('items'), reference: [s.id('items')] }), []],
  ])('%s is told, and the way out leads to a clean plan', (code, options) => {
    const s = shop()
    let design = sharded(s, options(s))
    expect(errors(compile(design, registry))[0]?.code).toBe(`sharding/${code}`)
    const [issue] = errors(compile(design, registry))
    design = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(errors(compile(design, registry))).toEqual([])
  })

  it('takes an emptied choice for none', () => {
    const s = shop()
    expect(errors(compile(sharded(s, { root: '' }), registry))).toEqual([])
  })

  it('offers the table that fits where nothing is chosen', () => {
    const s = byCustomer()
    const issue = compile(sharded(s), registry).issues.find((i) => i.code === 'sharding/choose')
    expect(issue?.message).toContain('such as customers')
    const after = applyChanges(sharded(s), issue?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues).toEqual([])
  })

  it.each([
    ["select * from orders where customer_id = 7 and status = 'new'", false],
    ["select * from orders where status = 'new'", true],
    ['select * from customers c join orders o on o.customer_id = c.id where c.id = $1', false],
    ['select * from posts', false],
  ])('%s asks every shard: %s', (text, scatters) => {
    const s = byCustomer()
    const design = sharded(s, { root: s.id('customers'), queries: [{ query: sqlOf(s.design, text) }] })
    const codes = compile(design, registry).issues.map((i) => i.code)
    expect(codes.includes('sharding/scatter')).toBe(scatters)
  })
})

describe('a shard map', () => {
  const codes = (design: Design) =>
    compile(design, registry).issues.map((i) => [i.code, i.option, i.severity])
  const s = byCustomer()
  const map = (options: Options) => sharded(s, { kind: 'map', ...options })

  it('follows the table to shard by, and says which sample queries ask every shard', () => {
    const query = (text: string) => ({ queries: [{ query: sqlOf(s.design, text) }] })
    const own = query('select * from orders where customer_id = 7')
    const all = query("select * from orders where status = 'new'")
    expect(codes(map({ root: s.id('customers'), ...own }))).toEqual([])
    expect(codes(map({ root: s.id('customers'), ...all }))).toEqual([
      ['sharding/scatter', 'queries.0.query', 'warning'],
    ])
    expect(codes(map(all))).toEqual([['sharding/choose', 'root', 'warning']])
    expect(codes(map({}))).toEqual([])
  })

  it('says which references no server could check', () => {
    const plain = shop()
    const design = sharded(plain, { kind: 'map', root: plain.id('customers') })
    const [issue] = compile(design, registry).issues
    expect([issue?.code, issue?.option, issue?.objects[0]]).toEqual([
      'sharding/cross-shard',
      'root',
      plain.id('items'),
    ])
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(codes(after)).toEqual([])
  })

  it('says that a table to shard by is gone, or is to be everywhere too', () => {
    expect(codes(map({ root: 'abcdefgh.zz' }))).toEqual([['sharding/no-root', 'root', 'error']])
    const both = { root: s.id('items'), reference: [s.id('items')] }
    expect(codes(map(both))).toContainEqual(['sharding/root-everywhere', 'reference', 'error'])
  })

  it.each<readonly [string, Options, Shape, readonly string[]]>([
    ['with tenants', {}, {}, ['tenancy-row']],
    ['of few shards', { shards: 3 }, {}, ['audit-columns']],
    ['of one shard', { shards: 1 }, {}, []],
    ['of many shards', { shards: 256 }, { schema: 'Sales', quoted: true }, []],
  ])('%s keeps its promises', async (_, options, shape, also) => {
    const held = await hold(engine, sharded(shop(shape), { kind: 'map', ...options }, ...also))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('fills servers by their weight, and empties one of weight 0', async () => {
    const compiled = compile(sharded(shop(), { kind: 'map', shards: 30 }), registry)
    await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    const settle = [
      'select rebalance_shards()',
      'select count(finish_shard_move(id)) from shard_moves where done_at is null',
    ]
    const held =
      'select n.name, count(m.shard)::text from shard_nodes n left join shard_map m on m.node_id = n.id group by 1 order by 1'
    const first = await engine.run({
      statements: ["select add_shard_node('a', 'a'), add_shard_node('b', 'b', 2)", ...settle, held],
    })
    expect(first.error).toBeUndefined()
    expect(first.results.at(-1)?.rows).toEqual([
      ['a', '10'],
      ['b', '20'],
    ])
    const then = await engine.run({
      statements: [
        "select add_shard_node('c', 'c')",
        "update shard_nodes set weight = 0 where name = 'a'",
        ...settle,
        held,
      ],
    })
    expect(then.results.at(-1)?.rows).toEqual([
      ['a', '0'],
      ['b', '20'],
      ['c', '10'],
    ])
  })

  it('finds the same shard in TypeScript as in the database, and asks again after a while', async () => {
    const compiled = compile(sharded(shop(), { kind: 'map', shards: 97 }), registry)
    const folder = written(compiled, /^helpers\//)
    const { shardOf, createShardMap } = (await import(join(folder, 'helpers/shard-map.ts'))) as {
      shardOf(key: string): number
      createShardMap(
        ask: (key: string) => Promise<{ read: string; write: readonly string[] }>,
        seconds: number,
        now: () => number,
      ): (key: string) => Promise<{ read: string }>
    }
    await engine.load(compiled.catalog, emit(compiled.catalog, 18))
    const keys = ['', 'a', 'customer 7', 'Ümläut', '00000000-0000-4000-8000-000000000001']
    const { results } = await engine.run({ statements: keys.map((k) => `select shard_of('${k}')::text`) })
    expect(results.map((r) => r.rows[0]?.[0])).toEqual(keys.map((k) => String(shardOf(k))))
    let [asked, clock] = [0, 0]
    const find = createShardMap(
      () => Promise.resolve({ read: `host ${++asked}`, write: [] }),
      5,
      () => clock,
    )
    expect([(await find('a')).read, (await find('a')).read]).toEqual(['host 1', 'host 1'])
    clock = 6000
    expect((await find('a')).read).toBe('host 2')
    rmSync(folder, { recursive: true })
  })
})
