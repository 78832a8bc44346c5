import { afterAll, beforeAll, expect, it } from 'vitest'
import { nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { shop } from './shop.ts'

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
