import { describe, expect, it } from 'vitest'
import { qualified, sql } from '../../src/catalog/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const orders = s.id<'table'>('orders')
const customers = s.id<'table'>('customers')
const model = 'read-model@design#1/model'
const design = (kept: string) => on(s, s.design, 'read-model', { kept })

describe('a read model with several writers', () => {
  it('counts both of two orders of one customer that were placed at once', async ({ skip }) => {
    const db = await open(design('trigger'), skip)
    await db.play(owner(insert(customers, 'p')))
    const [ann, ben] = [await db.connect(), await db.connect()]
    const place = (number: string) =>
      db.sql(sql`insert into ${qualified(orders)} (customer_id, number, status, total)
        select id, '${number}', 'new', 1 from ${qualified(customers)}`)
    await ann.rows('begin')
    await ann.rows(place('1'))
    const second = ben.rows(place('2'))
    await db.waits(ben)
    await ann.rows('commit')
    await second
    expect(await ben.rows(db.sql(sql`select row_count from ${qualified(model)}`))).toEqual([['2']])
  })

  it('is brought up to date in more rows by one statement than the server has locks for', async ({
    skip,
  }) => {
    const db = await open(design('trigger'), skip)
    const boss = await db.connect({ as: 'superuser' })
    // Row by row without an index, the count itself would take its time.
    await boss.rows('create index on orders (customer_id)')
    await boss.rows('set session_replication_role = replica')
    const people = "select n, n || '@example.org' from generate_series(1, 30000) n"
    const placed = "select n, 'N' || n, 's', 0 from generate_series(1, 30000) n"
    await boss.rows(`insert into customers overriding system value ${people}`)
    await boss.rows(`insert into orders (customer_id, number, status, total) ${placed}`)
    await boss.rows('reset session_replication_role')
    await boss.rows('analyze customers, orders')
    await boss.rows('update orders set total = 1')
    const read = db.sql(sql`select count(*), sum(row_count) from ${qualified(model)}`)
    expect(await boss.rows(read)).toEqual([['30000', '30000']])
  }, 120_000)

  it.for([
    ['insert into orders (customer_id, number, status, total) values', '2'],
    ['delete from orders where number in', '0'],
  ])('counts what two do with the same key at once: %s', async ([what, left], { skip }) => {
    const db = await open(design('trigger'), skip)
    const [ann, ben, other] = [await db.connect(), await db.connect(), await db.connect()]
    await ann.rows("insert into customers overriding system value values (1, 'a'), (2, 'b')")
    const row = (n: string, of: number): string =>
      what?.startsWith('insert') ? `${what} (${of}, '${n}', 's', 0)` : `${what} ('${n}')`
    if (what?.startsWith('delete'))
      await ann.rows(
        "insert into orders (customer_id, number, status, total) values (1, 'x', 's', 0), (1, 'y', 's', 0), (2, 'z', 's', 0)",
      )
    await ann.rows('begin')
    await ann.rows(row('x', 1))
    const second = ben.rows(row('y', 1))
    await db.waits(ben)
    await other.rows(row('z', 2))
    await ann.rows('commit')
    await second
    const read = db.sql(sql`select coalesce(sum(row_count), 0) from ${qualified(model)} m where m = m`)
    expect(await ben.rows(read)).toEqual([[left === '2' ? '3' : '0']])
    const boss = await db.connect({ as: 'superuser' })
    expect(await boss.rows(db.sql(sql`select ${qualified('read-model@design#1/rebuild')}()`))).toEqual([
      ['0'],
    ])
  })

  it('is brought up to date once a statement, however many of its rows are of one key', async ({ skip }) => {
    const db = await open(design('trigger'), skip)
    await db.play(owner(insert(customers, 'p')))
    const boss = await db.connect({ as: 'superuser' })
    await boss.rows("set track_functions = 'all'")
    await boss.rows('begin')
    await boss.rows(
      db.sql(sql`insert into ${qualified(orders)} (customer_id, number, status, total)
        select id, n::text, 'new', 1 from ${qualified(customers)}, generate_series(1, 50) n`),
    )
    const calls = "select calls from pg_stat_xact_user_functions where funcname like 'put%'"
    expect(await boss.rows(calls)).toEqual([['1']])
    await boss.rows('commit')
    expect(await boss.rows(db.sql(sql`select row_count from ${qualified(model)}`))).toEqual([['50']])
  })

  it('lets two workers take different changes, each of them once', async ({ skip }) => {
    const db = await open(design('queue'), skip)
    await db.play(owner(insert(customers, 'p')), owner(insert(orders, 'a')), owner(insert(orders, 'b')))
    const [one, two] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'owner' })]
    const work = db.sql(sql`select ${qualified('read-model@design#1/work')}(1)`)
    const queued = db.sql(sql`select count(*) from ${qualified('read-model@design#1/queue')}`)
    const before = Number((await one.rows(queued))[0]?.[0])
    await one.rows('begin')
    const first = Number((await one.rows(work))[0]?.[0])
    const second = Number((await two.rows(work))[0]?.[0])
    await one.rows('commit')
    expect([before, first, second]).toEqual([5, 1, 1])
    await one.rows(db.sql(sql`select ${qualified('read-model@design#1/work')}()`))
    expect(await one.rows(queued)).toEqual([['0']])
    expect(await one.rows(db.sql(sql`select * from ${qualified('read-model@design#1/drift')}`))).toEqual([])
  })

  it('publishes and subscribes with files that a server takes', async ({ skip }) => {
    const db = await open(design('publication'), skip)
    const superuser = await db.connect({ as: 'superuser' })
    const file = (name: string): string =>
      (db.compiled.files.find((f) => f.path.endsWith(name))?.text ?? '').replace(/^--.*$/gm, '').trim()
    await superuser.rows(file('publisher.sql'))
    const published = await superuser.rows('select tablename from pg_publication_tables order by 1')
    expect(published).toEqual([['customers'], ['orders']])
    const subscribe = file('subscriber.sql').replace(/;\s*$/, ' with (connect = false);')
    await superuser.rows(subscribe)
    expect(await superuser.rows('select subname from pg_subscription')).toEqual([['read_model_1']])
    await superuser.rows('alter subscription read_model_1 set (slot_name = none)')
    await superuser.rows('drop subscription read_model_1')
  })
})
