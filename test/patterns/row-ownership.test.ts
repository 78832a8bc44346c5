import { describe, expect, it } from 'vitest'
import { on } from './on.ts'
import { app, owner, sessions } from './sessions.ts'
import { shop } from './shop.ts'

const { load, as } = sessions()
const customer = "insert into customers (email) values ('x')"

describe('tables that hold the rows of others once more, or in part', () => {
  it('keeps the other half of a row from everyone but its owner', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'vertical-split'), 'row-ownership'))
    await as(owner, 'root', customer)
    const write =
      "insert into orders_full (customer_id, number, status, total, note) values (1, 'n1', 's', 1, 'secret')"
    expect(await as(app, 'alice', write)).toBe('changed 1')
    expect(await as(app, 'bob', 'select * from orders_details')).toEqual([])
    expect(await as(app, 'bob', "update orders_details set note = 'his'")).toBe('changed 0')
    expect(await as(app, 'bob', 'delete from orders_details')).toBe('changed 0')
    expect(await as(app, 'alice', 'delete from orders_details')).toBe('changed 1')
    expect(await as(app, 'bob', "insert into orders_details (id, note) values (1, 'his')")).toBe('42501')
    expect(await as(app, 'alice', "insert into orders_details (id, note) values (1, 'hers')")).toBe(
      'changed 1',
    )
    expect(await as(app, 'alice', 'select note from orders_full')).toEqual([['hers']])
  })

  it('keeps a copy that takes writes from everyone but the owner of each row', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'blue-green-table'), 'row-ownership'))
    await as(owner, 'root', customer)
    const write = (table: string, whose: string) =>
      `insert into ${table} (customer_id, number, status, total, owner) values (1, '${table}', 's', 1, '${whose}')`
    expect(await as(app, 'alice', write('orders', 'alice'))).toBe('changed 1')
    expect(await as(app, 'bob', "update orders_next set note = 'his'")).toBe('changed 0')
    expect(await as(app, 'bob', 'delete from orders_next')).toBe('changed 0')
    expect(await as(app, 'bob', write('orders_next', 'alice'))).toBe('42501')
    expect(await as(app, 'alice', "update orders_next set note = 'hers'")).toBe('changed 1')
    expect(await as(app, 'alice', 'select note from orders')).toEqual([['hers']])
  })

  it('for everyone may read what everyone may read, and no more', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'vertical-split'), 'row-ownership', { read: 'everyone' }))
    await as(owner, 'root', customer)
    await as(
      app,
      'alice',
      "insert into orders_full (customer_id, number, status, total, note) values (1, 'n1', 's', 1, 'open')",
    )
    expect(await as(app, 'bob', 'select note from orders_details')).toEqual([['open']])
    expect(await as(app, 'bob', "update orders_details set note = 'his'")).toBe('changed 0')
  })
})
