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

  it('gets them once, where two schedules run at once', async ({ skip }) => {
    const db = await open(design, skip)
    const [one, two] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'owner' })]
    const ensure = "select ensure_visits_partitions('2026-04-20')"
    await one.rows('begin')
    expect(await one.rows(ensure)).toEqual([['3']])
    const second = two.rows(ensure)
    await db.waits(two)
    await one.rows('commit')
    expect(await second.catch((e: Error) => e.message)).toEqual([['0']])
  })

  it.for(['repeatable read', 'serializable'])(
    'has each of them once where a schedule at %s looked before another one',
    async (level, { skip }) => {
      const db = await open(design, skip)
      const [one, two] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'owner' })]
      const looks = async (): Promise<void> => {
        await two.rows(`begin isolation level ${level}`)
        await two.rows('select count(*) from posts')
      }
      await looks()
      expect(await one.rows("select ensure_visits_partitions('2026-04-20')")).toEqual([['3']])
      expect(await two.refused("select ensure_visits_partitions('2026-04-20')")).toBe('42P07')
      await two.rows('rollback')
      expect(await two.rows("select ensure_visits_partitions('2026-04-20')")).toEqual([['0']])
      await looks()
      expect(await one.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['1']])
      expect(await two.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['0']])
      await two.rows('commit')
    },
  )

  it('takes a row that was on its way to the default partition when its own was made', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(visits, 'a', { [at]: '2026-01-03 00:00:00+00' })))
    const [writer, schedule] = [await db.connect({ as: 'app' }), await db.connect({ as: 'owner' })]
    const early = `insert into visits (at, customer_id, number, status, total)
      select '2026-05-03', customer_id, number, status, total from visits limit 1`
    await writer.rows('begin')
    await writer.rows(early)
    const made = schedule.rows("select ensure_visits_partitions('2026-05-03')")
    await db.waits(schedule)
    await writer.rows(early)
    await writer.rows('commit')
    expect(await made.catch((e: Error) => e.message)).toEqual([['4']])
    expect(
      await writer.rows("select distinct tableoid::regclass::text from visits where at > '2026-05-01'"),
    ).toEqual([['visits_2026_05']])
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

describe('a table in partitions by list', () => {
  it('takes a row that was on its way to the default partition when its own was made', async ({ skip }) => {
    const db = await open(on(s, s.design, 'partition-list', {}, 'visits'), skip)
    await db.play(owner(insert(visits, 'a', { [s.id('visits.number')]: 'A' })))
    const [writer, schedule] = [await db.connect({ as: 'app' }), await db.connect({ as: 'owner' })]
    await writer.rows('begin')
    await writer.rows(`insert into visits (at, customer_id, number, status, total)
      select at, customer_id, 'odd', status, total from visits`)
    const made = schedule.rows("select add_visits_partition('odd', 'odd')")
    await db.waits(schedule)
    await writer.rows('commit')
    expect(await made.catch((e: Error) => e.message)).toEqual([['visits_odd']])
    expect(await writer.rows("select tableoid::regclass from visits where number = 'odd'")).toEqual([
      ['visits_odd'],
    ])
  })

  it('gets one of two partitions that are made for the same values at once', async ({ skip }) => {
    const db = await open(on(s, s.design, 'partition-list', {}, 'visits'), skip)
    const [one, two] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'owner' })]
    await one.rows('begin')
    await one.rows("select add_visits_partition('odd', 'odd')")
    const second = two.refused("select add_visits_partition('odd', 'odd')")
    await db.waits(two)
    await one.rows('commit')
    expect(await second).toBe('42P07')
  })
})
