import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { broken, hold } from './hold.ts'
import { allOn, on, together } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('a schema for each tenant', () => {
  it.each<readonly [string, Shape]>([
    ['a plain shop', {}],
    ['mixed-case names in quotes', { quoted: true }],
    ['another schema and a composite key', { schema: 'Sales', composite: true }],
    ['PostgreSQL 15 as the target', { target: 15 }],
  ])('copies many patterns at once, on %s', async (_, shape) => {
    const held = await hold(engine, on(shop(shape), allOn(shop(shape), together), 'tenancy-schema'))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('leaves shared tables where they are', async () => {
    const s = shop()
    const design = on(s, s.design, 'tenancy-schema', { shared: [s.id('customers'), s.id('photos')] })
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
    const { error, results } = await engine.run({
      statements: [
        "select tenant_management.create_tenant_schema('Acme', 'acme')",
        "insert into customers (id, email) overriding system value values (7, 'x@y.z')",
        'set local search_path = acme, public',
        "insert into orders (id, customer_id, number, status, total) overriding system value values (1, 7, 'n', 's', 1)",
        'select tableoid::regclass::text, (select count(*) from public.orders) from acme.orders',
        "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'acme'::regnamespace and relkind = 'r'",
      ],
    })
    expect(error).toBeUndefined()
    expect(results.at(-2)?.rows).toEqual([['orders', '0']])
    expect(results.at(-1)?.rows).toEqual([['items orders posts visits']])
  })
})
