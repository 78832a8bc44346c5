import { expect, it } from 'vitest'
import { nextUseId } from '../../src/compile/index.ts'
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
  const use = nextUseId(given, 'history-table', s.id<'table'>('customers'))
  const to = {
    kind: 'use',
    id: use,
    pattern: 'history-table',
    target: s.id<'table'>('customers'),
    options: {},
  } as const
  return applyChanges(given, [{ id: use, to }]).design
}

it('no two versions of a key hold at once, whoever began first', async ({ skip }) => {
  const db = await open(design(), skip)
  const [early, late] = await Promise.all([db.connect({ as: 'app' }), db.connect({ as: 'app' })])
  const twice = `select a.history_id from customers_history a join customers_history b
    on a.id = b.id and a.history_id <> b.history_id and a.valid_period && b.valid_period
    where a.operation <> 'DELETE' and b.operation <> 'DELETE'`
  /** Writes the key, in a transaction that began before another wrote and deleted it. */
  const again = async (id: number, write: string): Promise<void> => {
    await early.rows('begin')
    await early.rows('select now()')
    await late.rows(`insert into customers (id, email) values (${id}, 'late')`)
    await late.rows(`delete from customers where id = ${id}`)
    await early.rows(write)
    await early.rows('commit')
    expect(await early.rows(twice)).toEqual([])
  }
  await again(1, "insert into customers (id, email) values (1, 'two')")
  await again(2, 'update customers set id = 2')
  expect(await early.rows('select email from customers_as_of(clock_timestamp())')).toEqual([['two']])
})
