import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
const s = shop()
const deletes = on(s, s.design, 'soft-delete')
const counts = on(s, deletes, 'derived-column', { kind: 'count' }, 'orders')

const setup = [
  "insert into customers overriding system value values (1, 'a@example.org')",
  "insert into orders (customer_id, number, status, total) values (1, 'N1', 's', 0), (1, 'N2', 's', 0)",
]
const item = (order: number, sku: string): string =>
  `insert into items (order_id, sku) values (${order}, '${sku}')`
const three = async (db: Real) => {
  const [one, two, guard] = [await db.connect(), await db.connect(), await db.connect()]
  for (const c of [one, two, guard]) await c.rows("set lock_timeout = '10s'")
  for (const sql of setup) await one.rows(sql)
  return { one, two, guard }
}
const ways = [['select delete_orders(1)'], ['update orders set deleted_at = now() where id = 1']] as const

describe('rows of one parent that may be deleted', () => {
  it('are added and counted by several at once', async ({ skip }) => {
    const db = await open(counts, skip)
    const { one, two, guard } = await three(db)
    // Both have looked at the parent before either counts.
    await guard.rows('begin')
    await guard.rows('select from orders where id = 1 for share')
    const both = [one.refused(item(1, 'a')), two.refused(item(1, 'b'))]
    await db.waits(one)
    await db.waits(two)
    await guard.rows('commit')
    expect(await Promise.all(both)).toEqual([undefined, undefined])
    expect(await one.rows('select total from orders order by id')).toEqual([['2'], ['0']])
  })

  it('wait for those of the same parent where they are counted, and for no others', async ({ skip }) => {
    const db = await open(counts, skip)
    const { one, two, guard } = await three(db)
    await one.rows('begin')
    await one.rows(item(1, 'a'))
    await guard.rows(item(2, 'b'))
    const same = two.refused(item(1, 'c'))
    await db.waits(two)
    await one.rows('commit')
    expect(await same).toBeUndefined()
  })

  it('are counted although the parent waits to be deleted', async ({ skip }) => {
    const db = await open(counts, skip)
    const { one, two } = await three(db)
    await one.rows('begin')
    await one.rows(item(1, 'a'))
    const deletion = two.refused('select delete_orders(1)')
    await db.waits(two)
    await one.rows(item(1, 'b'))
    await one.rows('commit')
    expect(await deletion).toBe('23503')
    expect(await one.rows('select total from orders order by id')).toEqual([['2'], ['0']])
  })

  it('are added before their parents are written', async ({ skip }) => {
    const db = await open(deletes, skip)
    const { one, two } = await three(db)
    for (const c of [one, two]) {
      await c.rows('begin')
      await c.rows(item(1, 'a'))
    }
    await one.rows('update orders set total = total + 1 where id = 1')
    const second = two.refused('update orders set total = total + 1 where id = 1')
    await db.waits(two)
    await one.rows('commit')
    expect(await second).toBeUndefined()
  })

  it('are written without a look at the parent where nothing of the reference changes', async ({ skip }) => {
    const db = await open(deletes, skip)
    const { one, two, guard } = await three(db)
    await one.rows(item(1, 'a'))
    await guard.rows('begin')
    await guard.rows('select from orders where id = 1 for update')
    await two.rows("update items set sku = 'c'")
    await guard.rows('rollback')
  })
})

describe.each(['refuse', 'cascade'])('a parent with the rule %s', (children) => {
  const design = [['orders'], ['items']].reduce((d, [t]) => {
    return children === 'cascade' || t === 'orders'
      ? on(s, d, 'soft-delete', { children: t === 'orders' ? children : 'leave' }, t as 'orders')
      : d
  }, s.design)
  const found =
    'select count(*) from items i join orders o on o.id = i.order_id where o.deleted_at is not null'

  it.for(ways)('waits for a row that is being added: %s', async ([deletion], { skip }) => {
    const db = await open(design, skip)
    const { one, two } = await three(db)
    await one.rows('begin')
    await one.rows(item(1, 'a'))
    const deleted = two.refused(deletion)
    await db.waits(two)
    await one.rows('commit')
    expect(await deleted).toBe(children === 'refuse' ? '23503' : undefined)
    const alive = children === 'refuse' ? '' : ' and i.deleted_at is null'
    expect(await one.rows(`${found}${alive}`)).toEqual([['0']])
  })

  it.for(ways)('takes no row while it is being deleted: %s', async ([deletion], { skip }) => {
    const db = await open(design, skip)
    const { one, two } = await three(db)
    await one.rows('begin')
    await one.rows(deletion)
    const adding = two.refused(item(1, 'a'))
    await db.waits(two)
    await one.rows('commit')
    expect(await adding).toBe('23503')
    expect(await one.rows(found)).toEqual([['0']])
  })
})
