import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
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

/** The design with the ownership as it is, and made plain. */
const kept = (design: Design): readonly (readonly [string, Design])[] => {
  const use = [...design.records.values()].find((r) => r.kind === 'use' && r.pattern === 'row-ownership')
  const ejected = eject(compile(design, registry), use?.id as Id<'use'>, registry).changes
  return [
    ['as it is', design],
    ['ejected', applyChanges(design, ejected).design],
  ]
}
const s = shop()
const both = (pattern: string, options: Options = {}) =>
  kept(on(s, on(s, s.design, pattern), 'row-ownership', options))
const order = "insert into orders (customer_id, number, status, total) values (1, 'n1', 's', 1)"

describe.each(both('archive-table'))('archived rows, ownership %s', (_, design) => {
  it('are brought back by their owner and by admins, and by no one else', async () => {
    await load(design)
    await as(owner, 'root', customer)
    for (const [role, who] of [
      [app, 'alice'],
      ['app_admin', 'bob'],
    ] as const) {
      await as(app, 'alice', order)
      const [[id] = []] = (await as(app, 'alice', 'select id from orders')) as readonly (readonly string[])[]
      await as(app, 'alice', `select archive_orders(${id})`)
      expect(await as(app, 'bob', `select restore_orders(${id})`)).toEqual([['f']])
      expect(await as(role, who, `select restore_orders(${id})`)).toEqual([['t']])
      expect(await as(app, 'alice', 'delete from orders')).toBe('changed 1')
    }
  })
})

describe.each(both('event-log'))('events, ownership %s', (_, design) => {
  it('are written of a row by its owner and by admins, and by no one else', async () => {
    await load(design)
    await as(owner, 'root', customer)
    await as(app, 'alice', order)
    const log = "select log_orders_event(1, 'called') is not null"
    expect(await as(app, 'bob', log)).toEqual([['f']])
    expect(await as(app, 'alice', log)).toEqual([['t']])
    expect(await as('app_admin', 'bob', log)).toEqual([['t']])
  })
})

describe.each(both('event-log', { read: 'everyone', update: 'everyone' }))(
  'events, ownership %s',
  (_, design) => {
    it('are written of a row by everyone who may change it', async () => {
      await load(design)
      await as(owner, 'root', customer)
      await as(app, 'alice', order)
      expect(await as(app, 'bob', "select log_orders_event(1, 'called') is not null")).toEqual([['t']])
    })
  },
)

describe.each(both('event-log', { update: 'admin' }))('events, ownership %s', (_, design) => {
  it('are written of a row by admins alone where they alone may change it', async () => {
    await load(design)
    await as(owner, 'root', customer)
    await as(app, 'alice', order)
    const log = "select log_orders_event(1, 'called') is not null"
    expect(await as(app, 'alice', log)).toEqual([['f']])
    expect(await as('app_admin', 'bob', log)).toEqual([['t']])
  })
})
