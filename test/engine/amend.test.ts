import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Change, type Design } from '../../src/design/index.ts'
import { differences } from '../../src/engine/index.ts'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import { blocksOf, emit } from '../../src/sql/index.ts'
import { registry } from '../patterns/all.ts'
import { allOn, on, together } from '../patterns/on.ts'
import { type Shop, shop } from '../patterns/shop.ts'
import { snapshot } from './node.ts'

let engine: IdleEngine
let fresh: IdleEngine
beforeAll(async () => {
  engine = await createPglite({ snapshot: snapshot() })
  fresh = await createPglite({ snapshot: snapshot() })
})
afterAll(async () => {
  await engine.close()
  await fresh.close()
})

const catalogOf = (d: Design): Catalog => compile(d, registry).catalog

const held = async (of: IdleEngine): Promise<Catalog> => {
  const r = await of.introspect()
  if (!r.ok) throw new Error(r.error.message)
  return r.value.catalog
}

/** Loads that ran only a part of the statements. */
let amended = 0
const follow = async (d: Design): Promise<readonly string[]> => {
  const catalog = catalogOf(d)
  const verdict = await engine.load(catalog, emit(catalog, 18), blocksOf(catalog))
  if (verdict.ran !== undefined && verdict.ran < verdict.statements) amended++
  return verdict.errors.map((e) => e.message)
}

const changed = (d: Design, ...changes: readonly Change[]): Design => applyChanges(d, changes).design

const renamed = (s: Shop, d: Design, path: string, name: string): Design => {
  const r = d.records.get(s.id(path))
  if (!r || !('name' in r)) throw new Error(path)
  return changed(d, { id: r.id, to: { ...r, name } })
}

type Edit = readonly [string, (s: Shop, d: Design) => Design]
const edits: readonly Edit[] = [
  ['a renamed column', (s, d) => renamed(s, d, 'orders.number', 'code')],
  ['a renamed key column that others reference', (s, d) => renamed(s, d, 'customers.id', 'customer_no')],
  ['a renamed table', (s, d) => renamed(s, d, 'items', 'lines')],
  ['a column that is gone', (s, d) => changed(d, { id: s.id('orders.note'), to: null })],
  ['a reference that is gone', (s, d) => changed(d, { id: s.id('items>orders'), to: null })],
  ['a pattern switched on', (s, d) => on(s, d, 'audit-columns', {}, 'visits')],
  ['a name with quotes', (s, d) => renamed(s, d, 'orders.total', 'The "total" Ü')],
  ['a table renamed into itself', (s, d) => renamed(s, renamed(s, d, 'posts', 'x'), 'posts', 'posts')],
]

describe.each([
  ['without patterns', [] as readonly string[]],
  ['with seven patterns', together],
])('following edits %s', (_, list) => {
  it('ends with what a database holds that was made anew', async () => {
    const s = shop({ schema: 'Sales' })
    amended = 0
    let d = list.length > 0 ? allOn(s, list) : s.design
    expect(await follow(d)).toEqual([])
    for (const [what, edit] of edits) {
      d = edit(s, d)
      expect([what, await follow(d)]).toEqual([what, []])
      const catalog = catalogOf(d)
      await fresh.load(catalog, emit(catalog, 18))
      const [a, b] = [await held(engine), await held(fresh)]
      expect([what, differences(b, a)]).toEqual([what, []])
    }
    // Renaming what everything hangs on is as well made anew.
    expect(amended).toBeGreaterThanOrEqual(edits.length - 3)
  })
})

describe('amending', () => {
  it('makes everything anew once a function has made a table', async () => {
    const s = shop()
    const d = allOn(s, ['partition-range'])
    expect(await follow(d)).toEqual([])
    const count = async (): Promise<unknown> =>
      (
        await engine.run({
          statements: ["select count(*) from pg_inherits where inhparent = 'visits'::regclass"],
        })
      ).results[0]?.rows
    const before = await count()
    const made = await engine.run({ statements: ['select public.ensure_visits_partitions()'] })
    expect(made.error).toBeUndefined()
    expect(await count()).not.toEqual(before)
    amended = 0
    expect(await follow(renamed(s, d, 'posts', 'articles'))).toEqual([])
    expect(amended).toBe(0)
    expect(await count()).toEqual(before)
  })

  it('does not take for its own what a function made before the tables were emptied', async () => {
    const s = shop()
    const d = allOn(s, ['partition-range'])
    expect(await follow(d)).toEqual([])
    await engine.run({ statements: ['select public.ensure_visits_partitions()'] })
    await engine.reset()
    await engine.run({ statements: ['select 1'] })
    await engine.reset()
    amended = 0
    expect(await follow(renamed(s, d, 'posts', 'articles'))).toEqual([])
    expect(amended).toBe(0)
  })

  it('reports what is refused as making everything anew does, and recovers', async () => {
    const s = shop()
    expect(await follow(s.design)).toEqual([])
    const twice = renamed(s, s.design, 'orders.number', 'status')
    const catalog = catalogOf(twice)
    const other = await fresh.load(catalog, emit(catalog, 18))
    expect(other.errors.length).toBeGreaterThan(0)
    expect(await follow(twice)).toEqual(other.errors.map((e) => e.message))
    expect(await follow(s.design)).toEqual([])
  })

  it('starts from tables without rows, and loses what a person made beside the design', async () => {
    const s = shop()
    expect(await follow(s.design)).toEqual([])
    const wrote = await engine.run({
      statements: [
        `insert into photos values ('00000000-0000-0000-0000-000000000001', 'x')`,
        'create table beside (id int)',
      ],
    })
    expect(wrote.error).toBeUndefined()
    expect(await follow(renamed(s, s.design, 'posts', 'articles'))).toEqual([])
    const left = await engine.run({
      statements: [`select (select count(*) from photos), to_regclass('beside') is null`],
    })
    expect(left.results[0]?.rows).toEqual([['0', 't']])
  })
})
