import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordsOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from '../patterns/all.ts'
import { broken, hold } from '../patterns/hold.ts'
import { on } from '../patterns/on.ts'
import { type Shape, type Shop, shop } from '../patterns/shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const put = (design: Design, ...records: readonly DesignRecord[]): Design =>
  applyChanges(
    design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
const codes = (d: Design): readonly string[] => compile(d, registry).issues.map((i) => i.code)

/** `orders` is referenced by `items` and has a natural key. */
const byTime = (s: Shop, options: Record<string, string> = { uniques: 'within' }): Design =>
  on(s, on(s, s.design, 'audit-columns', {}, 'orders'), 'partition-range', options, 'orders')

describe('a partitioned table that is referenced', () => {
  it.each<readonly [string, Shape]>([
    ['plain', {}],
    ['composite', { composite: true }],
    ['quoted, in another schema', { quoted: true, schema: 'Sales' }],
    ['for 15', { target: 15 }],
  ])('%s: its references carry the column, and all promises hold', async (_, shape) => {
    const s = shop(shape)
    const held = await hold(engine, byTime(s))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    const fk = held.compiled.catalog.get(s.id('items>orders'))
    expect(fk).toMatchObject({ onUpdate: 'cascade' })
    expect(fk?.kind === 'fk' && fk.columns).toHaveLength(shape.composite ? 3 : 2)
  })

  it.each(['tenancy-row', 'soft-delete', 'history-table'])('holds together with %s', async (n) => {
    const s = shop()
    const held = await hold(engine, on(s, byTime(s), n, {}, 'orders'))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('fills the carried column, follows the parent and refuses a parent that is not there', async () => {
    const s = shop()
    const { catalog } = compile(byTime(s), registry)
    await engine.load(catalog, emit(catalog, 18))
    const made = await engine.run({
      statements: [
        "insert into customers (email) values ('a@b')",
        "insert into orders (customer_id, number, status, total, created_at) values (1, 'A', 'new', 1, '2026-01-05')",
        "insert into items (order_id, sku) values (1, 'x')",
        "select order_id_created_at = '2026-01-05' from items",
      ],
    })
    expect(made.error).toBeUndefined()
    expect(made.results.at(-1)?.rows).toEqual([['t']])
    const dangling = await engine.run({ statements: ["insert into items (order_id, sku) values (9, 'x')"] })
    expect(dangling.error?.sqlstate).toBe('23503')
    const orphaned = await engine.run({ statements: ['delete from orders'] })
    expect(orphaned.error?.sqlstate).toBe('23503')
  })
})

describe('what a partitioned table cannot have', () => {
  it('says that a natural key holds within a partition only, and takes consent', () => {
    const s = shop()
    const d = byTime(s, {})
    const issue = compile(d, registry).issues.find((i) => i.code === 'split/unique-across')
    expect(issue?.objects).toContain(s.id('orders.number_key'))
    expect(issue?.waysOut.map((w) => w.label)).toEqual([
      'Let unique keys hold within each partition',
      'Do not partition the table',
    ])
    for (const way of issue?.waysOut ?? [])
      expect(codes(applyChanges(d, way.changes).design)).not.toContain('split/unique-across')
  })

  it('leaves a drawn reference out that lacks the column', () => {
    const s = shop()
    const orders = s.design.records.get(s.id('orders')) as Extract<DesignRecord, { kind: 'table' }>
    const d = put(s.design, {
      ...orders,
      partitionBy: { method: 'hash', keys: [{ column: s.id('orders.customer_id') }] },
    })
    expect(codes(d)).toEqual(expect.arrayContaining(['split/reference', 'split/unique-across']))
  })

  it('has no key over an expression', () => {
    const s = shop()
    const visits = s.design.records.get(s.id('visits')) as Extract<DesignRecord, { kind: 'table' }>
    const expr = { text: ['lower(', ')'], refs: [{ id: s.id('visits.status'), as: 'name' as const }] }
    const d = put(s.design, { ...visits, partitionBy: { method: 'list', keys: [{ expr }] } })
    expect(codes(d)).toEqual(['split/key-on-expression'])
  })

  it('is partitioned once', () => {
    const s = shop()
    const d = on(s, byTime(s), 'partition-range', { by: 'integer' }, 'orders')
    expect(codes(d)).toContain('split/twice')
  })
})

describe('ejecting what partitions or splits a table', () => {
  const plain = (catalog: Catalog): unknown =>
    Object.fromEntries(
      [...catalog]
        .map(([id, o]): readonly [string, object] => {
          const { why: _why, ...rest } = o
          return [id, o.kind === 'column' ? { ...rest, rank: '' } : rest]
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )

  it.each([
    'partition-range',
    'partition-list',
    'partition-hash',
    'data-residency',
    'vertical-split',
    'time-series',
  ])('%s keeps every object', (pattern) => {
    const s = shop()
    const d = on(s, s.design, pattern)
    const before = compile(d, registry)
    const [use] = recordsOf(d, 'use')
    const after = compile(
      applyChanges(d, use ? eject(before, use.id, registry).changes : []).design,
      registry,
    )
    expect(after.issues).toEqual([])
    expect(plain(after.catalog)).toEqual(plain(before.catalog))
  })

  it('keeps the carried columns of what references it', () => {
    const s = shop()
    const d = byTime(s)
    const before = compile(d, registry)
    const use = recordsOf(d, 'use').find((u) => u.pattern === 'partition-range')
    const after = compile(
      applyChanges(d, use ? eject(before, use.id, registry).changes : []).design,
      registry,
    )
    expect(after.issues).toEqual([])
    expect(plain(after.catalog)).toEqual(plain(before.catalog))
  })
})
