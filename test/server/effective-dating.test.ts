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
