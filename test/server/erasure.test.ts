import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()

const opened = (skip: (reason: string) => never): Promise<Real> => {
  const s = shop()
  return open(
    on(s, s.design, 'erasure', {
      columns: [{ column: s.id('customers.email'), how: 'hash', value: '' }],
      systems: ['search'],
    }),
    skip,
  )
}

describe('workers that erase beside one another', () => {
  it('never get the same request, and what one leaves undone comes again', async ({ skip }) => {
    const real = await opened(skip)
    const [one, two] = [await real.connect({ as: 'owner' }), await real.connect({ as: 'owner' })]
    await one.rows(
      "insert into customers (id, email) overriding system value values (1, 'a@x.y'), (2, 'b@x.y')",
    )
    await one.rows('select request_erasure(1), request_erasure(2)')
    const mine = "select request_id from next_erasures('search', 1)"
    await one.rows('begin')
    await two.rows('begin')
    const a = await one.rows(mine)
    const b = await two.rows(mine)
    expect([...a, ...b].map(([id]) => id).sort()).toEqual(['1', '2'])
    expect(await two.rows("select request_id from next_erasures('search')")).toEqual(b)
    await one.rows('rollback')
    await two.rows(`select complete_erasure(${b[0]?.[0]}, 'search')`)
    await two.rows('commit')
    expect(await one.rows("select request_id from next_erasures('search')")).toEqual(a)
  })

  it('close a request once, however its last two systems meet', async ({ skip }) => {
    const real = await opened(skip)
    const [one, two] = [await real.connect({ as: 'owner' }), await real.connect({ as: 'owner' })]
    await one.rows("insert into customers (id, email) overriding system value values (1, 'a@x.y')")
    await one.rows('select request_erasure(1)')
    await one.rows('begin')
    await one.rows("select complete_erasure(1, 'database')")
    const late = two.rows("select complete_erasure(1, 'search')")
    await real.waits(two)
    await one.rows('commit')
    expect(await late).toEqual([['t']])
    expect(await one.rows('select count(*) from erasure_requests where completed_at is not null')).toEqual([
      ['1'],
    ])
  })

  it('two that ask at once make one request', async ({ skip }) => {
    const real = await opened(skip)
    const [one, two] = [await real.connect(), await real.connect()]
    const owner = await real.connect({ as: 'owner' })
    await owner.rows("insert into customers (id, email) overriding system value values (1, 'a@x.y')")
    await one.rows('begin')
    const first = await one.rows('select request_erasure(1)')
    const second = two.rows('select request_erasure(1)')
    await real.waits(two)
    await one.rows('commit')
    expect(await second).toEqual(first)
    expect(await owner.rows('select count(*) from erasure_steps')).toEqual([['2']])
  })
})
