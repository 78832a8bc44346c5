import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options, Site } from './cases/types.ts'
import { on } from './on.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** The last answer as text, or the SQLSTATE. */
const ask = async (user: string, ...statements: readonly string[]): Promise<unknown> => {
  const session = { role: 'app_user', settings: { 'app.current_user': user } }
  const { results, error } = await engine.run({ session, statements })
  return error?.sqlstate ?? results.at(-1)?.rows
}

type Pick = readonly [pattern: string, options?: (s: Shop) => Options]
/** Each pattern on the table of the shop; the audit log makes an application role that is not the owner. */
const load = async (s: Shop, picks: readonly Pick[], site: Site = 'orders', start: Design = s.design) => {
  const design = [['audit-log'] as Pick, ...picks].reduce(
    (d, [name, options]) => on(s, d, name, options?.(s) ?? {}, site),
    start,
  )
  const { catalog, issues } = compile(design, registry)
  expect(issues.filter((i) => i.severity === 'error')).toEqual([])
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
}
const customer = "insert into customers (email) values ('x')"
const order = (number: string) =>
  `insert into orders (customer_id, number, status, total) values (1, '${number}', 's', 1)`

describe('what the application tries by itself', () => {
  it.each<readonly [string, readonly Pick[], readonly string[], string]>([
    [
      'write numbers of a nested set as the function that numbers anew does',
      [['nested-sets']],
      ["select set_config('app.renumbering', 'on', true)", 'update orders set lft = 100, rgt = 200'],
      '23514',
    ],
    [
      'write numbers of a nested set from a trigger of its own',
      [['nested-sets']],
      [
        'create temp table t (x int)',
        `create function pg_temp.forge() returns trigger language plpgsql as
          $$ begin update public.orders set lft = 100, rgt = 200; return null; end $$`,
        'create trigger forge after insert on t for each row execute function pg_temp.forge()',
        'insert into t values (1)',
      ],
      '23514',
    ],
    [
      'rewrite a belief as an erasure does',
      [['bitemporal', () => ({ guard: true })]],
      ["select set_config('app.erasing', 'on', true)", 'update orders set total = 2'],
      '23001',
    ],
    [
      'end a belief long ago',
      [['bitemporal', () => ({ guard: true })]],
      [
        "update orders set recorded_during = tstzrange(lower(recorded_during), lower(recorded_during) + interval '1 microsecond')",
      ],
      '23001',
    ],
    [
      'believe until the end of time, which no view shows',
      [['bitemporal']],
      ["update orders set recorded_during = tstzrange(lower(recorded_during), 'infinity')"],
      '23514',
    ],
    [
      'tell of a change that was none',
      [['event-log', (s) => ({ columns: [s.id('orders.note')] })]],
      ["select log_orders_event(1, 'note_changed')"],
      '42501',
    ],
    [
      'keep an amount that is no number',
      [['money', () => ({ usual: 'EUR', snapshot: false, rates: false })]],
      ["update orders set total = 'NaN'"],
      '23514',
    ],
    [
      'keep an exchange rate that is no number',
      [['money', () => ({ usual: 'EUR', snapshot: true, rates: false })]],
      ["update orders set currency = 'USD', exchange_rate = 'NaN'"],
      '23514',
    ],
  ])('cannot %s', async (_, picks, statements, state) => {
    await load(shop(), picks)
    await ask('ann', customer, order('a'))
    expect(await ask('ann', ...statements)).toBe(state)
  })

  it('cannot name another as who caused an event', async () => {
    await load(shop(), [['event-store']])
    const append = `select append_event('account', gen_random_uuid(), 0, 'opened', '{}', '{"actor": "bob"}')`
    expect(await ask('ann', append, "select metadata ->> 'actor' from events")).toEqual([['ann']])
  })

  it.each(['refuse', 'cascade'])('cannot delete past children that only others see: %s', async (children) => {
    const s = shop()
    const use = (d: Design, pattern: string, options: Options): Design => {
      const target = s.id<'table'>('items')
      const id: Id<'use'> = nextUseId(d, pattern, target)
      const to: DesignRecord = { kind: 'use', id, pattern, target, options }
      return applyChanges(d, [{ id, to }]).design
    }
    const owned = use(use(s.design, 'row-ownership', {}), 'soft-delete', {})
    await load(s, [['soft-delete', () => ({ children })]], 'orders', owned)
    await ask('ann', customer, order('a'))
    await ask('bob', "insert into items (order_id, sku) values (1, 'k')")
    expect(await ask('ann', 'select * from items')).toEqual([])
    const gone = await ask('ann', 'select delete_orders(1)')
    const left = await ask('bob', 'select count(*)::text from items where deleted_at is null')
    expect([gone, left]).toEqual(children === 'refuse' ? ['23503', [['1']]] : [[['t']], [['0']]])
  })
})

describe('the application that says that two tables are being kept in step', () => {
  const says = (table: string, more = ''): string =>
    `select set_config('app.syncing', '${table}'::regclass::oid::text || '${more}', true)`
  it.each<readonly [string, readonly string[]]>([
    ['changes the old one', [says('orders'), "update orders set note = 'x'"]],
    ['changes the new one', [says('orders_next'), "update orders_next set note = 'x'"]],
    ['says that it copies', [says('orders_next', ':copy'), "update orders_next set note = 'x'"]],
    ['says so of the old one', [says('orders', ':copy'), "update orders set note = 'x'"]],
    ['calls a function with rights of its owner', [says('orders'), 'select delete_orders(1)']],
    ['calls one and says that it copies', [says('orders', ':copy'), 'select delete_orders(1)']],
    ['removes a row', [says('orders_next'), 'delete from orders_next']],
  ])('has its changes in both, where it %s', async (_, statements) => {
    await load(shop(), [['blue-green-table'], ['soft-delete']])
    await ask('ann', customer, order('a'))
    expect(await ask('ann', ...statements)).not.toEqual(expect.any(String))
    const { results, error } = await engine.run({
      session: { role: 'damask_owner' },
      statements: ['select missing::text, extra::text, different::text from verify_orders()'],
    })
    expect(error?.message ?? results.at(-1)?.rows).toEqual([['0', '0', '0']])
  })
})

describe('a row that moves to another partition', () => {
  it.each(['partition-list', 'partition-range', 'data-residency'])(
    'under %s is told where triggers would take it for a deletion',
    (pattern) => {
      const s = shop()
      const parted = on(s, s.design, pattern, { stay: false }, 'visits')
      const told = (d: Design) => compile(d, registry).issues.filter((i) => i.code === 'split/moves')
      expect(told(parted)).toEqual([])
      const watched = on(s, parted, 'archive-table', {}, 'visits')
      expect(told(watched).map((i) => [i.severity, i.option])).toEqual([['warning', 'stay']])
      expect(told(applyChanges(watched, told(watched)[0]?.waysOut[0]?.changes ?? []).design)).toEqual([])
    },
  )

  it('keeps its version', async () => {
    await load(shop(), [['partition-list'], ['row-version']], 'visits')
    await ask('ann', customer)
    await ask(
      'ann',
      "insert into visits (at, customer_id, number, status, total) values (now(), 1, 'A', 's', 1)",
    )
    await ask('ann', "update visits set note = 'x'")
    expect(await ask('ann', "update visits set number = 'it''s C'", 'select version from visits')).toEqual([
      ['3'],
    ])
  })
})

describe('a column of type json', () => {
  it.each<readonly [string, (s: Shop) => Options]>([
    ['bitemporal', () => ({ guard: true })],
    ['event-log', (s) => ({ columns: [s.id('orders.doc')] })],
    ['tracked-columns', (s) => ({ columns: [s.id('orders.doc')] })],
  ])('can be written under %s', async (pattern, options) => {
    const s = shop()
    const doc: DesignRecord = {
      kind: 'column',
      id: s.id('orders.doc'),
      table: s.id('orders'),
      name: 'doc',
      rank: 'z',
      type: { base: 'json' },
    }
    const design = applyChanges(s.design, [{ id: doc.id, to: doc }]).design
    await load(s, [[pattern, options]], 'orders', design)
    await ask('ann', customer, order('a'))
    const changed = await ask('ann', `update orders set doc = '{"a": 1}'`, 'select doc::text from orders')
    expect(changed).toEqual(pattern === 'bitemporal' ? '23001' : [['{"a": 1}']])
  })
})
