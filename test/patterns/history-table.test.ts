import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, recordOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, quoteIdent } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const ask = async (...statements: readonly string[]): Promise<unknown> => {
  const { results, error } = await engine.run({ session: { role: 'damask_owner' }, statements })
  return error?.message ?? results.at(-1)?.rows
}

/** A shop with an order that was there before its history began to be written. */
const withOldOrder = async (): Promise<void> => {
  const s = shop()
  const { catalog } = compile(on(s, s.design, 'history-table'), registry)
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
  await ask("insert into customers (email) values ('x')")
  await ask(
    'alter table orders disable trigger user',
    "insert into orders (customer_id, number, status, total, note) values (1, 'a', 's', 1, 'old')",
    'alter table orders enable trigger user',
  )
}

describe('a row that was there before its history', () => {
  it.each<readonly [string, Shape]>([
    ['plain', {}],
    ['quoted, with a composite key', { quoted: true, composite: true, schema: 'Sales' }],
  ])('is there at any time, though it never changed: %s', async (_, shape) => {
    const s = shop(shape)
    const { catalog } = compile(on(s, s.design, 'history-table'), registry)
    expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
    const called = (id: string): string => quoteIdent(catalog.get(s.id(id))?.name ?? '')
    const [schema, orders] = [shape.schema ? `${quoteIdent(shape.schema)}.` : '', called('orders')]
    const asOf = `${schema}${quoteIdent(`${catalog.get(s.id('orders'))?.name}_as_of`)}`
    await ask(`insert into ${schema}${called('customers')} (${called('customers.email')}) values ('x')`)
    await ask(`alter table ${schema}${orders} disable trigger user`)
    const values = (number: string): string =>
      shape.composite ? `'eu', ${number.charCodeAt(0)}, 1, '${number}', 's', 1` : `1, '${number}', 's', 1`
    const write = (number: string): string =>
      `insert into ${schema}${orders} (${shape.composite ? `${called('orders.region')}, ${called('orders.id')}, ` : ''}${called('orders.customer_id')}, ${called('orders.number')}, ${called('orders.status')}, ${called('orders.total')}) values (${values(number)})`
    expect(await ask(write('a'))).not.toEqual(expect.any(String))
    await ask(`alter table ${schema}${orders} enable trigger user`)
    await ask(write('b'))
    const seen = (at: string): string =>
      `select ${called('orders.number')}, operation, valid_period::text, history_id is null from ${asOf}(${at}) order by 1`
    expect(await ask(seen("now() - interval '1 hour'"))).toEqual([['a', 'INSERT', '(,)', 't']])
    expect(await ask(`select count(*)::text from ${asOf}(now())`)).toEqual([['2']])
    await ask(`delete from ${schema}${orders}`)
    expect(await ask(`select count(*)::text from ${asOf}(now() - interval '1 hour')`)).toEqual([['1']])
  })

  it('is kept as it was when the table is emptied', async () => {
    await withOldOrder()
    await ask('truncate orders cascade')
    const then = "select number, operation from orders_as_of(now() - interval '1 hour')"
    expect(await ask(then)).toEqual([['a', 'INSERT']])
    expect(await ask('select operation from orders_history order by history_id')).toEqual([
      ['INSERT'],
      ['TRUNCATE'],
    ])
  })

  it.each(["update orders set note = 'new'", 'delete from orders'])(
    'is kept as it was: %s',
    async (change) => {
      await withOldOrder()
      await ask(change)
      const before = "select note, changed_by from orders_as_of(now() - interval '1 hour')"
      expect(await ask(before)).toEqual([['old', null]])
      await ask("insert into orders (customer_id, number, status, total, note) values (1, 'b', 's', 1, 'b')")
      expect(await ask("select count(*)::text from orders_history where number = 'b'")).toEqual([['1']])
    },
  )
})

it.each(['since', 'known', 'written'])('is written of a table with a column "%s"', async (called) => {
  const s = shop()
  const note = recordOf(s.design, 'column', s.id('orders.note'))
  if (!note) throw new Error('orders have no note')
  const { design } = applyChanges(s.design, [{ id: note.id, to: { ...note, name: called } }])
  const { catalog } = compile(on(s, design, 'history-table'), registry)
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
  await ask("insert into customers (email) values ('x')")
  await ask(
    `insert into orders (customer_id, number, status, total, ${called}) values (1, 'a', 's', 1, 'first')`,
  )
  expect(await ask(`update orders set ${called} = 'second'`)).not.toEqual(expect.any(String))
  expect(await ask('delete from orders')).not.toEqual(expect.any(String))
  expect(await ask(`select operation, ${called} from orders_history order by history_id`)).toEqual([
    ['INSERT', 'first'],
    ['UPDATE', 'second'],
    ['DELETE', 'second'],
  ])
})
