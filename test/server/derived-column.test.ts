import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../src/design/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()

const setup = [
  "insert into customers overriding system value values (1, 'old@example.org')",
  "insert into orders (customer_id, number, status, total, note) values (1, 'N1', 's', 0, '-'), (1, 'N2', 's', 0, '-')",
]

describe('columns derived while several write', () => {
  it('count what both add, move and take away', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'derived-column', { kind: 'count' }, 'orders'), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    for (const sql of [...setup, "insert into items (order_id, sku) values (1, 'x'), (2, 'y')"])
      await one.rows(sql)
    await one.rows('begin')
    await one.rows("insert into items (order_id, sku) values (1, 'a'), (1, 'b')")
    const moving = two.rows('update items set order_id = 1')
    await real.waits(two)
    await one.rows('commit')
    await moving
    expect(await two.rows('select total from orders order by id')).toEqual([['4'], ['0']])
    expect(await two.rows('select repair_orders_total()')).toEqual([['0']])
  })

  it('do not wait for each other in turn', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'derived-column', { kind: 'count' }, 'orders'), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    for (const sql of setup) await one.rows(sql)
    const both = (first: number) =>
      `insert into items (order_id, sku) values (${first}, 'x'), (${3 - first}, 'y')`
    await one.rows('begin')
    await one.rows(both(1))
    const second = two.refused(both(2))
    await real.waits(two)
    await one.rows('commit')
    expect(await second).toBeUndefined()
    expect(await two.rows('select total from orders order by id')).toEqual([['2'], ['2']])
  })

  it('copy what a parent says although it changes meanwhile', async ({ skip }) => {
    const s = shop()
    const copy = { kind: 'copy', source: s.id<'column'>('customers.email') }
    const target = s.id<'column'>('orders.note')
    const id = `derived-column@${target}#1` as never
    const use = { kind: 'use', id, pattern: 'derived-column', target, options: copy } as const
    const real = await open(applyChanges(s.design, [{ id, to: use }]).design, skip)
    const [one, two] = [await real.connect(), await real.connect()]
    for (const sql of setup.slice(0, 1)) await one.rows(sql)
    await one.rows('begin')
    await one.rows("insert into orders (customer_id, number, status, total) values (1, 'N1', 's', 0)")
    const renaming = two.rows("update customers set email = 'new@example.org'")
    await real.waits(two)
    await one.rows('commit')
    await renaming
    expect(await two.rows('select note from orders')).toEqual([['new@example.org']])
  })
})
