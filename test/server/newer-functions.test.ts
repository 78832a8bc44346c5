/** Which functions came with which version: asked of an older server and of the newer one in the page. */
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { newFunctions } from '../../src/compile/newer-functions.ts'
import type { DesignRecord, Target } from '../../src/design/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from '../patterns/all.ts'
import { beside, shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const all = Object.values(newFunctions).flat()
/** Functions of the catalog, and those that are a part of the language. */
const known = `select proname::text from pg_proc union select word from pg_get_keywords()`

const { open } = onServer()
it('a server of an older version has none of the newer functions', async ({ skip }) => {
  const s = shop()
  const db = await open(s.design, skip)
  const version = Math.floor(db.server.version)
  const has = new Set((await (await db.connect({ as: 'superuser' })).rows(known)).map(([n]) => n))
  const newer = ([16, 17, 18] as const).filter((v) => v > version).flatMap((v) => newFunctions[v])
  if (newer.length === 0) return skip('the server is of the newest version')
  expect(newer.filter((f) => has.has(f))).toEqual([])
})

it('the newest server has them all', async () => {
  const engine = await pglite()
  const { results } = await engine.run({ statements: [known] })
  const has = new Set((results[0]?.rows ?? []).map(([n]) => n))
  expect(all.filter((f) => !has.has(f))).toEqual([])
  await engine.close()
})

describe('what calls a function that the target does not have', () => {
  const told = (target: Target, ...records: readonly object[]): readonly string[] => {
    const s = shop({ target })
    return compile(beside(s, ...records).design, registry).issues.map((i) => `${i.code} ${i.message}`)
  }
  const s = shop()
  const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')?.id ?? 'schema@public'
  const view = (...text: readonly string[]): object => ({
    kind: 'view',
    id: s.id('v'),
    schema,
    name: 'totals',
    query: {
      text,
      refs: text.slice(1).map(() => ({ id: s.id('orders'), as: 'qualified' })),
    },
  })
  it('is told, with the version', () => {
    const message = 'totals calls any_value(), which needs PostgreSQL 16, and the design targets 15.'
    const query = view('select Any_Value (1) from ', '')
    expect(told(15, query)).toEqual([`target/too-old ${message}`])
    expect(told(16, query)).toEqual([])
  })
  it('is told wherever the call stands', () => {
    const check = {
      kind: 'check',
      id: s.id('c'),
      name: 'folded',
      table: s.id('orders'),
      expr: { text: ['pg_catalog.casefold(', ") <> ''"], refs: [{ id: s.id('orders.number'), as: 'name' }] },
    } as unknown as DesignRecord
    const routine = {
      kind: 'routine',
      id: s.id('f'),
      schema,
      name: 'made',
      params: [],
      returns: { text: ['uuid'], refs: [] },
      language: 'sql',
      body: { text: ['select uuidv7()'], refs: [] },
    }
    expect(told(17, check, routine)).toHaveLength(2)
  })
  it('is nothing that only looks like a call', () => {
    expect(
      told(15, view("select 'any_value(1)', own.any_value(1), my_any_value(1) -- any_value(1)\nfrom ", '')),
    ).toEqual([])
  })
})
