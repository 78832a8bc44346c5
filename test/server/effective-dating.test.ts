import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()

const versions = 'select lower(effective_during), upper(effective_during), note from orders order by 1'

describe('versions written by several at once', () => {
  it('follow each other whoever comes first', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'effective-dating', { unit: 'date', gaps: 'refused' }), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    await one.rows("insert into customers overriding system value values (1, 'a@example.org')")
    await one.rows(`select set_orders('N1', '2020-01-01', '{"customer_id": 1, "status": "s", "total": 1}')`)
    await one.rows('begin')
    await one.rows(`select set_orders('N1', '2022-01-01', '{"note": "one"}')`)
    const waiting = two.rows(`select set_orders('N1', '2021-01-01', '{"note": "two"}')`)
    await real.waits(two)
    await one.rows('commit')
    await waiting
    expect(await two.rows(versions)).toEqual([
      ['2020-01-01', '2021-01-01', null],
      ['2021-01-01', '2022-01-01', 'two'],
      ['2022-01-01', null, 'one'],
    ])
  })

  it('are more in one statement than the server has locks for', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'effective-dating', { unit: 'date', gaps: 'refused' }), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    await one.rows("insert into customers overriding system value values (1, 'a@example.org')")
    const many = (of: string) =>
      `insert into orders (customer_id, number, status, total, effective_during) select 1, '${of}' || n, 's', 1, '[2020-01-01,2021-01-01)' from generate_series(1, 15000) n`
    // Two at once, which lock in different orders.
    const loads = [many('A'), many('B')].map((sql, i) => (i === 0 ? one : two).refused(sql))
    expect(await Promise.all(loads)).toEqual([undefined, undefined])
    const all =
      "insert into orders (customer_id, number, status, total, effective_during) select 1, number, 's', 1, '[2022-01-01,2023-01-01)' from orders"
    expect(await one.refused(all)).toBe('23514')
  }, 120_000)

  it('of different things are written beside each other', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'effective-dating', { unit: 'date', gaps: 'refused' }), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    await one.rows("insert into customers overriding system value values (1, 'a@example.org')")
    for (const [c, number] of [
      [one, 'N1'],
      [two, 'N2'],
    ] as const) {
      await c.rows("set lock_timeout = '10s'")
      await c.rows('begin')
      await c.rows(`insert into orders (customer_id, number, status, total) values (1, '${number}', 's', 1)`)
      await c.rows('set constraints all immediate')
    }
    await one.rows('commit')
    await two.rows('commit')
  })

  it('leave no gap where one takes away what the other builds on', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, 'effective-dating', { unit: 'date', gaps: 'refused' }), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    await one.rows("insert into customers overriding system value values (1, 'a@example.org')")
    const insert = (during: string) =>
      `insert into orders (customer_id, number, status, total, effective_during) values (1, 'N1', 's', 1, '${during}')`
    await one.rows(insert('[2020-01-01,2021-01-01)'))
    await one.rows(insert('[2021-01-01,2022-01-01)'))
    await one.rows('begin')
    await one.rows("delete from orders where lower(effective_during) = '2021-01-01'")
    await two.rows('begin')
    await two.rows(insert('[2022-01-01,2023-01-01)'))
    await one.rows('set constraints all immediate')
    const commit = two.refused('commit')
    await real.waits(two)
    await one.rows('commit')
    expect(await commit).toBe('23514')
  })
})
