import { afterAll, beforeAll, expect, it } from 'vitest'
import { nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { beside, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

it.each<readonly [string, Options, Options, unknown, unknown]>([
  ['both say who', { by: true }, { by: true }, 'bob', null],
  ['only the child says who', { by: false }, { by: true }, 'bob', null],
  ['the child does not say who', { by: true }, { by: false }, undefined, undefined],
])('children that are deleted with their row: %s', async (_, parent, child, then, after) => {
  const s = shop()
  const use = (d: Design, table: string, options: Options): Design => {
    const target = s.id<'table'>(table)
    const id = nextUseId(d, 'soft-delete', target)
    const to: DesignRecord = { kind: 'use', id, pattern: 'soft-delete', target, options }
    return applyChanges(d, [{ id, to }]).design
  }
  const held = await hold(
    engine,
    use(use(s.design, 'items', child), 'orders', { children: 'cascade', ...parent }),
  )
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect([...held.answers.keys()].filter((k) => k.endsWith('/children'))).toHaveLength(1)
  const session = { role: 'damask_owner', settings: { 'app.current_user': 'bob' } }
  const ask = async (...statements: readonly string[]) => {
    const { results, error } = await engine.run({ session, statements })
    return error?.message ?? results.at(-1)?.rows
  }
  const seen = `select (deleted_at is not null)::text${child.by ? ', deleted_by' : ''} from items`
  const told = (marked: unknown, by: unknown) => [by === undefined ? [marked] : [marked, by]]
  await engine.reset()
  await ask(
    "insert into customers (email) values ('x')",
    "insert into orders (customer_id, number, status, total) values (1, 'a', 's', 1)",
    "insert into items (order_id, sku) values (1, 'k')",
  )
  expect(await ask('select delete_orders(1)', seen)).toEqual(told('true', then))
  expect(await ask('select restore_orders(1)', seen)).toEqual(told('false', after))
})

it.each(['vertical-split', 'closure-table'])(
  'a table of trees keeps its promises beside a companion such as that of %s',
  async (other) => {
    const s = shop()
    const parent = s.id<'column'>('orders.parent_id')
    const table = s.id<'table'>('orders')
    const trees = beside(
      s,
      { kind: 'column', id: parent, table, name: 'parent_id', rank: 'z', type: { base: 'bigint' } },
      {
        kind: 'fk',
        id: s.id('orders>orders'),
        name: '',
        table,
        columns: [parent],
        references: table,
        refColumns: [s.id('orders.id')],
      },
    )
    // Nothing but the rows themselves refers to them.
    const alone = applyChanges(trees.design, [{ id: s.id('items>orders'), to: null }]).design
    const both = on(trees, on(trees, alone, 'soft-delete', { children: 'refuse' }), other)
    const held = await hold(engine, both)
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.compiled.catalog.get(parent)).toMatchObject({ table })
    const ask = async (...statements: readonly string[]) => {
      const { results, error } = await engine.run({ session: { role: 'damask_owner' }, statements })
      return error?.sqlstate ?? results.at(-1)?.rows
    }
    const order = (number: string, of: string) =>
      `insert into orders (customer_id, number, status, total, parent_id) values (1, '${number}', 's', 1, ${of})`
    await engine.reset()
    await ask("insert into customers (email) values ('x')", order('a', 'null'), order('b', '1'))
    expect(await ask('select delete_orders(1)')).toBe('23503')
    expect(await ask('select delete_orders(2)', 'select delete_orders(1)')).toEqual([['t']])
    expect(await ask(order('c', '1'))).toBe('23503')
    expect(await ask('select restore_orders(2)')).toBe('23503')
  },
)
