import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design } from '../../../src/design/index.ts'
import { differences, type Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import type { Shape } from '../shop.ts'
import { sqlOf } from '../sql-of.ts'
import { checkStored, storing } from './stored.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const withView = storing('materialized-view')
const perStatus = (d: Design) =>
  sqlOf(d, 'select o.status, sum(o.total) as total from orders o group by o.status')

checkStored('materialized-view')

describe('options of a materialized view', () => {
  it.each<readonly [string, (d: Design) => Options, Shape, readonly string[]]>([
    ['a query of its own', (d) => ({ query: perStatus(d) }), {}, []],
    [
      'a query as plain text',
      () => ({ query: 'select status, count(*) from orders group by status;' }),
      {},
      [],
    ],
    [
      'several key columns',
      (d) => ({ query: sqlOf(d, 'select status as s, number as n from orders'), key: ['s', 'n'] }),
      {},
      [],
    ],
    [
      'outputs called like keywords',
      (d) => ({
        query: sqlOf(d, 'select o.status as "order", count(*) as "all" from orders o group by o.status'),
      }),
      {},
      [],
    ],
    ['its age as a column', () => ({ staleness: 'column' }), { quoted: true }, []],
    [
      'its age nowhere',
      () => ({ staleness: 'none', every: 'by hand', name: 'orders_by_customer' }),
      { schema: 'Sales' },
      [],
    ],
    ['tenants and its age as a column', () => ({ staleness: 'column' }), {}, ['tenancy-row']],
    [
      'a query that gives the tenant',
      (d) => ({
        query: sqlOf(d, 'select tenant_id, status, count(*) as n from orders group by 1, 2'),
        key: ['n'],
      }),
      {},
      ['tenancy-row'],
    ],
    [
      'a WITH query',
      (d) => ({
        query: sqlOf(
          d,
          'with x as (select status from orders) select status, count(*) as n from x group by status',
        ),
      }),
      {},
      [],
    ],
  ])('%s holds', async (_, options, shape, also) => {
    const design = withView(options, shape, ...also)
    expect(compile(design, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
    const back = await engine.introspect()
    if (!back.ok) throw new Error(back.error.message)
    expect(
      differences(held.compiled.catalog, back.value.catalog).filter((d) => d.sameness === 'different'),
    ).toEqual([])
  })

  it.each<readonly [string, string, (d: Design) => Options, readonly string[]]>([
    ['a key that the query lacks', 'unknown-key', (d) => ({ query: perStatus(d), key: ['sku'] }), []],
    ['columns that cannot be told', 'no-key', (d) => ({ query: sqlOf(d, 'select * from orders') }), []],
    [
      'rows of tenants without the tenant',
      'tenant-missing',
      (d) => ({ query: perStatus(d) }),
      ['tenancy-row'],
    ],
  ])('%s is told, and the way out leads to a view that holds', async (_, code, options, also) => {
    const design = withView(options, {}, ...also)
    const [issue] = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(issue?.code).toBe(`materialized-view/${code}`)
    const still = compile(design, registry)
    expect((await engine.load(still.catalog, emit(still.catalog, 18))).errors).toEqual([])
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
    const held = await hold(engine, after)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it.each([
    ['select * from orders', ['id']],
    ['select * from orders', ['nothing']],
    ['select * from orders', ['id', 'nothing']],
    ['select o.* from orders o', ['number']],
    ['select o.* from orders o', ['nothing']],
    ['select o.* from orders o join customers c on c.id = o.customer_id', ['nothing']],
    ['select * from orders where (total > 1 and note in (select note from orders))', ['id']],
    ['select *, upper(number) as named from orders', ['named']],
    ['select * from (select status as named from orders group by 1) x', ['named']],
    ['select * from generate_series(1, 3) as n', ['n']],
  ])('%s with the key %o is told where PostgreSQL refuses it', async (text, key) => {
    const design = withView((d) => ({ query: sqlOf(d, text), key, staleness: 'none' }), {})
    const made = compile(design, registry)
    const told = made.issues.filter((i) => i.severity === 'error')
    const { errors } = await engine.load(made.catalog, emit(made.catalog, 18))
    expect(told.map((i) => i.code)).toEqual(errors.length > 0 ? ['materialized-view/unknown-key'] : [])
    for (const way of told[0]?.waysOut ?? []) {
      const held = await hold(engine, applyChanges(design, way.changes).design)
      expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
    }
  })

  it('says where a query counts rows that are marked as deleted', () => {
    const design = withView((d) => ({ query: perStatus(d) }), {}, 'soft-delete')
    expect(compile(design, registry).issues.map((i) => i.code)).toContain('materialized-view/counts-deleted')
  })

  it('writes the call that refreshes it, with names in quotes', () => {
    const { files } = compile(
      withView(() => ({}), { quoted: true, schema: 'Sales' }),
      registry,
    )
    expect(files.map((f) => f.path)).toContain('schedule/refresh-materialized-view-1.sql')
    expect(files[0]?.text).toContain('"Sales"."refresh_The ""orders"" Ü_per_The ""customers"" Ü"()')
  })
})
