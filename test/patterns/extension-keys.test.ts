/** Keys and values of types that extensions bring, whose operators a pinned search path does not find by itself. */
import { afterAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Design, DesignRecord } from '../../src/design/index.ts'
import { registry } from './all.ts'
import { elsewhere, keyed, retyped } from './extension-shops.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { owner, sessions } from './sessions.ts'
import { beside, type Shop, shop } from './shop.ts'

const start = shop()
const engines = rotating()
afterAll(() => engines.close())

const routines = [
  'soft-delete',
  'derived-column',
  'archive-table',
  'adjacency-list',
  'closure-table',
  'materialized-path',
  'nested-sets',
  'history-table',
  'association-tables',
  'junction',
  'read-model',
  'event-log',
  'access-audit',
  'erasure',
  'conflict-resolution',
  'blue-green-table',
]
describe.each(['citext', 'ltree'])('rows that are named by a %s', (base) => {
  const s = elsewhere(keyed(start, base))
  it.each(routines)('keep every promise of %s', async (pattern) => {
    const held = await hold(await engines.next(), on(s, s.design, pattern))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(0)
  })
})

describe('rows that are named by a citext', () => {
  const { load, as } = sessions()
  const s = keyed(start, 'citext')
  const customer = "insert into customers (id, email) values ('Acme', 'x')"
  const order = (number: string): string =>
    `insert into orders (id, customer_id, number, status, total) values ('${number}', 'ACME', '${number}', 's', 1)`

  it('are found whatever the case in which they are referenced', async () => {
    const child: DesignRecord['id'] = 'soft-delete@x#1' as never
    const both = beside(
      { ...s, design: on(s, s.design, 'soft-delete') },
      { kind: 'use', id: child, pattern: 'soft-delete', target: s.id('customers'), options: {} },
    )
    await load(both.design)
    await as(owner, 'alice', customer, order('one'), 'commit')
    expect(await as(owner, 'alice', "select delete_customers('aCME')")).toBe('23503')
    expect(
      await as(owner, 'alice', "select delete_orders('ONE')", "select delete_customers('aCME')"),
    ).toEqual([['t']])
  })

  it('are counted whatever the case in which they are referenced', async () => {
    const id = 'derived-column@y#1' as DesignRecord['id']
    const count = beside(s, {
      kind: 'column',
      id: s.id('customers.orders'),
      table: s.id('customers'),
      name: 'orders',
      rank: 'z',
      type: { base: 'integer' },
    })
    const counted = beside(count, {
      kind: 'use',
      id,
      pattern: 'derived-column',
      target: s.id('customers.orders'),
      options: { kind: 'count' },
    })
    await load(counted.design)
    expect(await as(owner, 'alice', customer, order('one'), 'select orders from customers')).toEqual([['1']])
  })
})

describe.each<readonly [string, (s: Shop) => Shop]>([
  ['a citext', (s) => retyped(s, { base: 'citext' }, 'orders.note', 'customers.email')],
  [
    'a domain of citext',
    (s) =>
      retyped(
        beside(s, {
          kind: 'domain',
          id: s.id('words'),
          schema: (s.design.records.get(s.id('orders')) as { schema: string }).schema,
          name: 'words',
          type: { base: 'citext' },
          checks: [],
        }),
        { type: s.id('words') },
        'orders.note',
        'customers.email',
      ),
  ],
])('%s that changes its case alone', (_, made) => {
  const { load, as } = sessions()
  const s = made(start)
  const written = [
    "insert into customers (email) values ('x')",
    "insert into orders (customer_id, number, status, total, note) values (1, 'n', 's', 1, 'word')",
    "update customers set email = 'X'",
  ]
  const changed = "update orders set note = 'Word'; "
  const copied = (): Design =>
    beside(s, {
      kind: 'use',
      id: 'derived-column@z#1',
      pattern: 'derived-column',
      target: s.id('orders.note'),
      options: { kind: 'copy', source: s.id('customers.email') },
    }).design
  const uses: readonly (readonly [string, () => Design, string, readonly (readonly string[])[]])[] = [
    [
      'is tracked',
      () => on(s, s.design, 'tracked-columns', { columns: [s.id('orders.note')] }),
      `${changed}select value from orders_note_history`,
      [['Word']],
    ],
    [
      'is an event',
      () => on(s, s.design, 'event-log'),
      `${changed}select payload #>> '{note,to}' from orders_events where event_type = 'note_changed'`,
      [['Word']],
    ],
    ['is copied', copied, 'select note from orders', [['X']]],
    [
      'is taken back where the copy alone changes',
      copied,
      `${changed.replace('Word', 'x')}select note from orders`,
      [['X']],
    ],
  ]
  it.each(uses)('%s', async (_what, design, query, rows) => {
    await load(design())
    expect(await as(owner, 'alice', ...written, query)).toEqual(rows)
  })
})

it('a domain that stands on itself is no reason to stop', () => {
  const words = start.id<'domain'>('words')
  const { schema } = start.design.records.get(start.id('orders')) as { schema: string }
  const circular = { kind: 'domain', id: words, schema, name: 'words', type: { type: words }, checks: [] }
  const s = retyped(beside(start, circular), { type: words }, 'orders.note')
  const design = on(s, on(s, s.design, 'event-log'), 'tracked-columns', { columns: [s.id('orders.note')] })
  expect(compile(design, registry).issues.some((i) => i.severity === 'error')).toBe(true)
})
