import { afterAll, beforeAll, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const ask = async (...statements: readonly string[]): Promise<unknown> => {
  const { results, error } = await engine.run({ session: { role: 'damask_owner' }, statements })
  return error?.sqlstate ?? results.at(-1)?.rows
}
const order = (number: string, status: string): string =>
  `insert into orders (customer_id, number, status, total) values (1, '${number}', '${status}', 1)`

it('adds a value to an enum type: rows keep theirs, and the proof of it leaves the type as it was', async () => {
  const s = shop()
  const held = await hold(engine, on(s, s.design, 'enum-or-lookup', { form: 'enum' }))
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect([...held.answers.keys()].filter((k) => k.endsWith('/added'))).toHaveLength(1)
  const labels = 'select array_to_string(enum_range(null::orders_status), $$|$$)'
  expect(await ask(labels)).toEqual([["new|paid|won't pay"]])
  await engine.reset()
  await ask("insert into customers (email) values ('x')", order('a', 'paid'))
  expect(await ask(order('b', 'lost'))).toBe('22P02')
  expect(await ask("alter type orders_status add value 'lost'")).toEqual([])
  expect(await ask(order('b', 'lost'), 'select status::text from orders order by number')).toEqual([
    ['paid'],
    ['lost'],
  ])
})

it.each<readonly [string, readonly string[]]>([
  ['alone', []],
  ['with other patterns', ['audit-columns', 'history-table', 'row-version', 'soft-delete', 'tenancy-row']],
])('adds a value to a CHECK list, %s: the proof of it leaves the list as it was', async (_, others) => {
  const s = shop()
  const listed = on(s, s.design, 'enum-or-lookup', { form: 'check' })
  const held = await hold(
    engine,
    others.reduce((d, n) => on(s, d, n), listed),
  )
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect([...held.answers.keys()].filter((k) => k.endsWith('/added'))).toHaveLength(1)
  const list = "select pg_get_constraintdef(oid) from pg_constraint where conname = 'orders_status_check'"
  expect(await ask(list)).toEqual([
    ["CHECK ((status = ANY (ARRAY['new'::text, 'paid'::text, 'won''t pay'::text])))"],
  ])
})

it.each(['hard_cover', 'Hard cover'])(
  'begins with the value that is called %s by its id or its text',
  (initial) => {
    const s = shop()
    const values = [
      { id: 'hard_cover', name: 'Hard cover' },
      { id: 'it_s', name: "it's" },
    ]
    const d = on(s, s.design, 'enum-or-lookup', { form: 'check', values, initial })
    const { issues, catalog } = compile(d, registry)
    expect(issues).toEqual([])
    expect(catalog.get(s.id('orders.status'))).toMatchObject({ default: { text: ["'Hard cover'"] } })
  },
)

it('says what it cannot begin with, and takes an id before a text', () => {
  const s = shop()
  const values = [
    { id: 'a', name: 'b' },
    { id: 'b', name: 'c' },
  ]
  const begun = (initial: string) =>
    compile(on(s, s.design, 'enum-or-lookup', { form: 'check', values, initial }), registry)
  expect(begun('d').issues.map((i) => [i.code, i.option])).toEqual([['enum-or-lookup/no-initial', 'initial']])
  expect(begun('b').catalog.get(s.id('orders.status'))).toMatchObject({ default: { text: ["'c'"] } })
})
