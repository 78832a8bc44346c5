import { describe, expect, it } from 'vitest'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { splitStatements } from '../../src/sql/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, sqlBlocks } from './pg.ts'

const { open } = onServer()
const s = shop()
const design = on(s, s.design, 'blue-green-table')

/** Three hundred orders that were there before the new table was. */
const filled = `
  insert into orders (customer_id, number, status, total)
  select (select min(id) from customers), n::text, 'open', n from generate_series(1, 300) n;
  set session_replication_role = replica; truncate orders_next; reset session_replication_role`
const verdict = 'select missing, extra, different, same from verify_orders()'

describe('two tables that are kept in step while both are written', () => {
  it('end the same, although rows change and vanish during the copy', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('customers'), 'c')))
    const root = await db.connect({ as: 'superuser' })
    await root.rows(filled)
    const writers = await Promise.all([db.connect(), db.connect(), db.connect()])
    const copier = await db.connect({ as: 'owner' })
    const work = writers.map(async (w, lane) => {
      for (let n = lane; n < 300; n += 3) {
        const table = n % 2 === 0 ? 'orders' : 'orders_next'
        const number = `number = '${n + 1}'`
        if (n % 5 === 0) await w.rows(`delete from orders where ${number}`)
        else await w.rows(`update ${table} set note = 'lane ${lane}' where ${number}`)
        if (n % 7 === 0)
          await w.rows(
            `insert into ${table} (customer_id, number, status, total) select min(id), 'new ${n}', 'open', 1 from customers`,
          )
      }
    })
    await Promise.all([copier.rows('call backfill_orders(10)'), ...work])
    const [counts] = await root.rows('select count(*), count(note) from orders')
    expect(counts).toEqual(await root.rows('select count(*), count(note) from orders_next').then((r) => r[0]))
    expect(Number(counts?.[0])).toBe(240 + 43)
    expect(await root.rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('commit the copy batch by batch, and go on after an interruption', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('customers'), 'c')))
    const root = await db.connect({ as: 'superuser' })
    await root.rows(filled)
    const [holder, copier] = [await db.connect(), await db.connect({ as: 'owner' })]
    await holder.rows('begin')
    await holder.rows(`update orders set note = 'held' where number = '150'`)
    expect(await copier.refused('call backfill_orders(100)')).toBe('55P03')
    const [stopped] = await root.rows('select count(*), max(id) from orders_next')
    expect(stopped?.[0]).toBe('100')
    await holder.rows('commit')
    await copier.rows(`call backfill_orders(100, '{"id": ${stopped?.[1]}}')`)
    expect(await root.rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('tell one to try again of two who change a row from either side', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('orders'), 'a')))
    const [ann, ben] = [await db.connect(), await db.connect()]
    await ann.rows('begin')
    await ann.rows('select from orders for update')
    const next = ben.refused("update orders_next set note = 'ben'")
    await db.waits(ben)
    const old = await ann.refused("update orders set note = 'ann'")
    await ann.rows(old === undefined ? 'commit' : 'rollback')
    const codes = [old, await next]
    expect(codes.filter((c) => c !== undefined)).toEqual(['40P01'])
    const root = await db.connect({ as: 'superuser' })
    expect(await root.rows('select note from orders')).toEqual([[old === undefined ? 'ann' : 'ben']])
    expect(await root.rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('refuse what the old table refuses, on both sides', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('orders'), 'a')))
    const app = await db.connect()
    expect(await app.refused('update orders_next set total = -1')).toBe('23514')
    expect(await app.refused(`insert into orders_next (number) values ('x')`)).toBe('23502')
    expect(await (await db.connect({ as: 'owner' })).rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('take upserts on both sides', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('customers'), 'c')))
    const one = await db.connect({ as: 'owner' })
    const upsert = (table: string, id: number, note: string, or: string): string =>
      `insert into ${table} (id, customer_id, number, status, total, note) ${table === 'orders' ? 'overriding system value' : ''}
       select ${id}, min(id), 'n${id}', 's', 1, '${note}' from customers on conflict (id) do ${or}`
    for (const table of ['orders', 'orders_next']) {
      const id = table === 'orders' ? 501 : 502
      await one.rows(upsert(table, id, 'first', 'nothing'))
      await one.rows(upsert(table, id, 'second', 'nothing'))
      expect(await one.rows(`select note from orders where id = ${id}`)).toEqual([['first']])
      await one.rows(upsert(table, id, 'third', 'update set note = excluded.note'))
      expect(await one.rows(`select note from orders where id = ${id}`)).toEqual([['third']])
      expect(await one.refused(upsert(table, id, 'x', 'nothing').replace(/on conflict.*/, ''))).toBe('23505')
    }
    const root = await db.connect({ as: 'superuser' })
    expect(await root.rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('are emptied together', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('customers'), 'c')))
    const owned = await db.connect({ as: 'owner' })
    const order = `insert into orders (customer_id, number, status, total) select min(id), 'n', 'open', 1 from customers`
    for (const truncate of ['truncate orders cascade', 'truncate orders, orders_next cascade']) {
      await owned.rows(order)
      expect(await owned.rows('select count(*) from orders_next')).toEqual([['1']])
      await owned.rows(truncate)
      expect(await owned.rows('select count(*) from orders_next')).toEqual([['0']])
    }
    await owned.rows(order)
    await owned.rows('truncate orders_next')
    expect(await owned.rows('select count(*) from orders')).toEqual([['0']])
    expect(await owned.rows(verdict)).toEqual([['0', '0', '0', 't']])
  })

  it('take over as the runbook says', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id('customers'), 'c')))
    const root = await db.connect({ as: 'superuser' })
    await root.rows(filled)
    const owned = await db.connect({ as: 'owner' })
    const [backfill = '', compare = '', key = ''] = sqlBlocks(db, /runbooks\/blue-green/)
    await owned.rows(backfill)
    expect((await owned.rows(compare))[0]?.at(-1)).toBe('t')
    const required = db.compiled.files.find((f) => /^blue-green\/.*-required\.sql$/.test(f.path))?.text ?? ''
    for (const one of splitStatements(required)) await owned.rows(one.text)
    expect(await owned.refused('insert into orders_next (number) values (null)')).toBe('23502')
    await owned.rows(key)
    const keys = `select conrelid::regclass from pg_constraint where contype = 'p' and conrelid = 'orders_next'::regclass`
    expect(await root.rows(keys)).toEqual([['orders_next']])
  })
})
