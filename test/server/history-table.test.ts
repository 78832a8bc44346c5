import { expect, it } from 'vitest'
import { applyChanges, recordsOf } from '../../src/design/index.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()

/** Of the customers' key nothing is given by the server: a key can be used again. */
const design = () => {
  const id = recordsOf(s.design, 'column').find((c) => c.id === s.id('customers.id'))
  if (!id) throw new Error('no key')
  const { identity: _, ...plain } = id
  const given = applyChanges(s.design, [{ id: id.id, to: plain }]).design
  return applyChanges(given, [
    {
      id: `history-table@${s.id('customers')}#1` as never,
      to: {
        kind: 'use',
        id: `history-table@${s.id('customers')}#1` as never,
        pattern: 'history-table',
        target: s.id('customers'),
        options: {},
      },
    },
  ]).design
}

it('no two versions of a key hold at once, whoever began first', async ({ skip }) => {
  const db = await open(design(), skip)
  const [early, late] = await Promise.all([db.connect({ as: 'app' }), db.connect({ as: 'app' })])
  const twice = `select a.history_id from customers_history a join customers_history b
    on a.id = b.id and a.history_id <> b.history_id and a.valid_period && b.valid_period
    where a.operation <> 'DELETE' and b.operation <> 'DELETE'`
  await early.rows('begin')
  await early.rows('select now()')
  await late.rows("insert into customers (id, email) values (1, 'one')")
  await late.rows('delete from customers')
  await early.rows("insert into customers (id, email) values (1, 'two')")
  await early.rows('commit')
  expect(await early.rows(twice)).toEqual([])
  await early.rows('begin')
  await early.rows('select now()')
  await late.rows("insert into customers (id, email) values (2, 'three')")
  await late.rows('delete from customers where id = 2')
  await early.rows('update customers set id = 2')
  await early.rows('commit')
  expect(await early.rows(twice)).toEqual([])
  expect(await early.rows('select email from customers_as_of(clock_timestamp())')).toEqual([['two']])
})
