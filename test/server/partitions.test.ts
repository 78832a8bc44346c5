import { describe, expect, it } from 'vitest'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const visits = s.id<'table'>('visits')
const design = on(s, on(s, s.design, 'partition-range'), 'history-table', {}, 'visits')
const at = s.id<'column'>('visits.at')

describe('a table in partitions by range, while others write to it', () => {
  it('gets its next partitions without waiting for an open transaction', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(visits, 'a', { [at]: '2026-02-03 00:00:00+00' })))
    const [writer, schedule] = [await db.connect({ as: 'app' }), await db.connect({ as: 'owner' })]
    await writer.rows('begin')
    await writer.rows(
      "insert into visits (at, customer_id, number, status, total) select '2026-03-04', id, 'B', 'new', 1 from customers",
    )
    await schedule.rows("set lock_timeout = '3s'")
    expect(await schedule.rows("select ensure_visits_partitions('2026-04-20')")).toEqual([['3']])
    await writer.rows('commit')
    expect(await writer.rows('select count(*) from visits')).toEqual([['2']])
    expect(await schedule.rows("select ensure_visits_partitions('2026-04-20')")).toEqual([['0']])
  })

  it('moves rows that came early once, without a trace in the history', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(visits, 'a', { [at]: '2026-06-03 00:00:00+00' })))
    const [reader, schedule] = [await db.connect({ as: 'app' }), await db.connect({ as: 'owner' })]
    const place = 'select tableoid::regclass::text from visits'
    expect(await reader.rows(place)).toEqual([['visits_default']])
    await schedule.rows("select ensure_visits_partitions('2026-06-03')")
    expect(await reader.rows(place)).toEqual([['visits_2026_06']])
    expect(await reader.rows('select operation from visits_history')).toEqual([['INSERT']])
    await reader.rows("update visits set note = 'seen'")
    expect(await reader.rows('select operation from visits_history order by history_id')).toEqual([
      ['INSERT'],
      ['UPDATE'],
    ])
  })

  it('drops what is old in one go, and a second schedule finds nothing left', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(
      owner(
        insert(visits, 'a', { [at]: '2026-01-03 00:00:00+00' }),
        insert(visits, 'b', { [at]: '2026-03-03 00:00:00+00' }),
      ),
    )
    const [one, two] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'owner' })]
    await one.rows('begin')
    expect(await one.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['1']])
    const second = two.rows("select drop_visits_partitions('2026-02-01')")
    await db.waits(two)
    await one.rows('commit')
    expect(await second.catch((e: Error) => e.message)).toEqual([['0']])
    expect(await one.rows('select count(*) from visits')).toEqual([['1']])
  })

  it('keeps identity, references and keys in every partition of the server at hand', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(visits, 'a', { [at]: '2026-01-03 00:00:00+00' })))
    const app = await db.connect({ as: 'app' })
    const again = `insert into visits (at, customer_id, number, status, total)
      select at, customer_id, number, status, total from visits limit 1 returning id`
    const [first, second] = [await app.rows(again), await app.rows(again)]
    expect(Number(second[0]?.[0])).toBe(Number(first[0]?.[0]) + 1)
    expect(
      await app.refused(
        "insert into visits (at, customer_id, number, status, total) values ('2026-01-03', 999, 'x', 'x', 1)",
      ),
    ).toBe('23503')
    const twice = `insert into visits (id, at, customer_id, number, status, total) overriding system value
      select id, at, customer_id, number, status, total from visits limit 1`
    expect(await app.refused(twice)).toBe('23505')
  })
})
