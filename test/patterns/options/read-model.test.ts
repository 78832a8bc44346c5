import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
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

const withModel = storing('read-model')
const perStatus = (d: Design) =>
  sqlOf(d, 'select o.status, sum(o.total) as total, max(o.note) from orders o group by o.status')
const joined = (d: Design) =>
  sqlOf(
    d,
    `select c.email, count(o.id) filter (where o.total > 0) as paid
     from customers c left join orders o on o.customer_id = c.id group by c.email`,
  )
const errors = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')

checkStored('read-model')

describe('options of a read model', () => {
  it.each<readonly [string, (d: Design) => Options, Shape, readonly string[]]>([
    ['by queue', () => ({ kept: 'queue', batch: 1 }), { composite: true, quoted: true }, []],
    [
      'outputs called like keywords',
      (d) => ({
        query: sqlOf(d, 'select o.status as "order", count(*) as "all" from orders o group by o.status'),
      }),
      {},
      [],
    ],
    ['by queue, with tenants', () => ({ kept: 'queue' }), {}, ['tenancy-row']],
    ['by rebuild', () => ({ kept: 'rebuild' }), { schema: 'Sales', quoted: true }, []],
    ['by publication', () => ({ kept: 'publication' }), {}, ['tenancy-row', 'soft-delete']],
    ['a query of one table, whose changes are told by key', (d) => ({ query: perStatus(d) }), {}, []],
    ['the same by queue', (d) => ({ query: perStatus(d), kept: 'queue' }), {}, []],
    ['a query of two tables, whose changes compute all', (d) => ({ query: joined(d) }), {}, []],
    ['the same by queue', (d) => ({ query: joined(d), kept: 'queue' }), {}, ['soft-delete']],
    [
      'a query that gives the tenant',
      (d) => ({
        query: sqlOf(d, 'select status, tenant_id, count(*) as n from orders group by status, tenant_id'),
      }),
      {},
      ['tenancy-row'],
    ],
    [
      'a computed column whose type is said',
      (d) => ({
        query: sqlOf(d, 'select status as s, sum(total) * 2 as twice from orders group by status'),
        types: [{ column: 'twice', type: 'numeric(12, 2)' }],
        name: 'doubled',
        key: ['s'],
      }),
      {},
      [],
    ],
  ])('%s holds', async (_, options, shape, also) => {
    const design = withModel(options, shape, ...also)
    expect(errors(design)).toEqual([])
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(1)
  })

  it.each<readonly [string, string, (d: Design) => Options, readonly string[]]>([
    [
      'columns that cannot be told',
      'columns-unknown',
      (d) => ({ query: sqlOf(d, 'select * from orders') }),
      [],
    ],
    ['a key that the query lacks', 'unknown-key', (d) => ({ query: perStatus(d), key: ['sku'] }), []],
    [
      'a type that cannot be told',
      'type-unknown',
      (d) => ({ query: sqlOf(d, 'select status, (total + 1) as more from orders') }),
      [],
    ],
    [
      'rows of tenants without the tenant',
      'tenant-missing',
      (d) => ({ query: perStatus(d) }),
      ['tenancy-row'],
    ],
  ])('%s: told, and the way out holds', async (_, code, options, also) => {
    const design = withModel(options, {}, ...also)
    const [issue] = errors(design)
    expect(issue?.code).toBe(`read-model/${code}`)
    const still = compile(design, registry)
    expect((await engine.load(still.catalog, emit(still.catalog, 18))).errors).toEqual([])
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(errors(after)).toEqual([])
    const held = await hold(engine, after)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it.each(['trigger', 'rebuild'])(
    '%s: an erasure reaches values that the query hands through',
    async (kept) => {
      const design = withModel(
        (d) => ({ query: sqlOf(d, 'select id, email, tenant_id from customers'), kept }),
        {},
        'erasure',
        'tenancy-row',
      )
      const held = await hold(engine, design)
      expect(errors(design)).toEqual([])
      const copies = [...held.compiled.traits.copies.values()].flat()
      expect(copies.map((c) => c.table)).toContain('read-model@design#1/model')
      expect([...held.refused, ...broken(held)]).toEqual([])
    },
  )

  it('publishes the tables that the query reads', () => {
    const { files } = compile(
      withModel(() => ({ kept: 'publication' })),
      registry,
    )
    expect(files.map((f) => f.path)).toEqual(['read-model-1/publisher.sql', 'read-model-1/subscriber.sql'])
    expect(files[0]?.text).toContain('for table "public"."customers", "public"."orders"')
  })
})
