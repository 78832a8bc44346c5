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

  const s = shop()
  const copy = { kind: 'copy', source: s.id<'column'>('orders.status') }
  const target = s.id<'column'>('items.sku')
  const id = `derived-column@${target}#1` as never
  const use = { kind: 'use', id, pattern: 'derived-column', target, options: copy } as const
  const copies = applyChanges(s.design, [{ id, to: use }]).design
  const insert = "insert into items (order_id, sku) values (1, '')"
  const change = "update orders set status = 'new' where id = 1"
  const held = 'select sku from items'
  const two = async (skip: (reason: string) => never) => {
    const real = await open(copies, skip)
    const [one, other] = [await real.connect(), await real.connect()]
    for (const c of [one, other]) await c.rows("set lock_timeout = '10s'")
    for (const sql of setup) await one.rows(sql)
    return { real, one, other }
  }

  it.for([
    ['although it changes meanwhile', insert, change],
    ['once it has changed', change, insert],
  ])('copy what a parent says %s', async ([, first = '', second = ''], { skip }) => {
    const { real, one, other } = await two(skip)
    await one.rows('begin')
    await one.rows(first)
    const waiting = other.rows(second)
    await real.waits(other)
    await one.rows('commit')
    await waiting
    expect(await one.rows(held)).toEqual([['new']])
  })

  it('let those who took a copy write the parent afterwards', async ({ skip }) => {
    const { real, one, other } = await two(skip)
    for (const c of [one, other]) {
      await c.rows('begin')
      await c.rows(insert)
    }
    await one.rows('update orders set total = total + 1 where id = 1')
    const second = other.refused('update orders set total = total + 1 where id = 1')
    await real.waits(other)
    await one.rows('commit')
    expect(await second).toBeUndefined()
  })

  it('are handed on to no row that cannot be seen: refused at REPEATABLE READ', async ({ skip }) => {
    const { one, other } = await two(skip)
    await other.rows('begin isolation level repeatable read')
    await other.rows('select count(*) from items')
    await one.rows(insert)
    expect(await other.refused(change)).toBe('0A000')
  })
})
