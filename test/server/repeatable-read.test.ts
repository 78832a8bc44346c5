import { describe, expect, it } from 'vitest'
import type { Options } from '../patterns/cases/types.ts'
import { caseOf, on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()

const customer = "insert into customers overriding system value values (1, 'a@example.org')"
const order = (during = '') =>
  `insert into orders (customer_id, number, status, total${during && ', effective_during'}) values (1, 'N1', 's', 1${during && `, '${during}'`})`

interface Race {
  readonly pattern: string
  readonly options: Options
  /** What is there before. */
  readonly first: readonly string[]
  /** Committed by one, after the other has begun. */
  readonly meanwhile: string
  /** What the other does then, having seen nothing of it. */
  readonly after: string
}
const races: Readonly<Record<string, Race>> = {
  'soft-delete: a child came': {
    pattern: 'soft-delete',
    options: {},
    first: [customer, order()],
    meanwhile: "insert into items (order_id, sku) values (1, 'k')",
    after: 'select delete_orders(1)',
  },
  'association-tables: a link to another parent came': {
    pattern: 'association-tables',
    options: caseOf('association-tables').options?.(shop(), 'orders') ?? {},
    first: [
      customer,
      order(),
      "insert into posts (title) values ('t')",
      "insert into photos values ('00000000-0000-4000-8000-000000000001', 'u')",
    ],
    meanwhile: 'insert into posts_orders (orders_id, posts_id) values (1, 1)',
    after:
      "insert into photos_orders (orders_id, photos_id) values (1, '00000000-0000-4000-8000-000000000001')",
  },
  'effective-dating: the version went that another follows': {
    pattern: 'effective-dating',
    options: { gaps: 'refused' },
    first: [customer, order('[2020-01-01,2021-01-01)'), order('[2021-01-01,2022-01-01)')],
    meanwhile: "delete from orders where lower(effective_during) = '2021-01-01'",
    after: order('[2022-01-01,2023-01-01)'),
  },
}

describe('at REPEATABLE READ, what another committed is not seen, so the change is refused', () => {
  it.for(Object.entries(races))('%s', async ([, race], { skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, race.pattern, race.options), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    for (const text of race.first) await one.rows(text)
    await two.rows('begin isolation level repeatable read')
    await two.rows('select count(*) from orders')
    await one.rows(race.meanwhile)
    const refused = (await two.refused(race.after)) ?? (await two.refused('commit'))
    expect(refused).toBe('0A000')
  })
})

/** Without nested sets, whose moves write every row between the old place and the new one. */
const trees = ['adjacency-list', 'closure-table', 'materialized-path']
describe.each(trees)('a row of a tree that is written whole and stays where it is: %s', (pattern) => {
  it('waits for no move, and is taken at REPEATABLE READ', async ({ skip }) => {
    const s = shop()
    const real = await open(on(s, s.design, pattern), skip)
    const [one, two] = [await real.connect(), await real.connect()]
    for (const text of [customer, order(), order().replace('N1', 'N2'), order().replace('N1', 'N3')])
      await one.rows(text)
    await one.rows('update orders set parent_id = 1 where id = 2')
    await one.rows('begin')
    await one.rows('update orders set parent_id = 2 where id = 3')
    await two.rows("set lock_timeout = '5s'")
    await two.rows('begin isolation level repeatable read')
    expect(
      await two.refused("update orders set note = 'x', parent_id = parent_id where id = 2"),
    ).toBeUndefined()
    expect(await two.refused('commit')).toBeUndefined()
    expect(await one.refused('commit')).toBeUndefined()
  })
})
