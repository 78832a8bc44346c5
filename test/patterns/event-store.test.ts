import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const load = async (options: Options): Promise<void> => {
  const s = shop()
  const { catalog } = compile(on(s, s.design, 'event-store', { aggregateId: 'text', ...options }), registry)
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
}
/** The last answer's first value, or the SQLSTATE. */
const ask = async (role: string, ...statements: readonly string[]): Promise<unknown> => {
  const { results, error } = await engine.run({ session: { role }, statements })
  return error?.sqlstate ?? results.at(-1)?.rows[0]?.[0]
}
const event = (expected: number | null, type: string, data: object, aggregate = 'account') =>
  `select append_event('${aggregate}', 'one', ${expected}, '${type}', '${JSON.stringify(data)}')`
const state = "select aggregate_state('one')::text"
const app = 'app_user'
const owner = 'damask_owner'

describe('an event store', () => {
  it.each([
    ['numbers as ids', { aggregateId: 'bigint' }],
    ['text as ids and no state kept', { aggregateId: 'text', projection: false }],
    ['a snapshot after each event', { snapshotEvery: 1 }],
    [
      'a single step of each kind',
      {
        upcasters: ['rename', 'set', 'drop'].map((change) => ({
          type: change,
          from: 1,
          change,
          key: 'k',
          to: '"v"',
        })),
      },
    ],
  ])('with %s keeps its promises', async (_, options) => {
    const s = shop()
    const held = await hold(engine, on(s, s.design, 'event-store', options))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('appends whatever the version where none is expected', async () => {
    await load({})
    expect(await ask(app, event(null, 'a', {}), event(null, 'a', {}))).toBe('2')
  })

  it('refuses an aggregate that changes its type', async () => {
    await load({})
    expect(await ask(app, event(0, 'a', {}), event(1, 'a', {}, 'order'))).toBe('23514')
  })

  it('refuses data that is no object', async () => {
    await load({})
    expect(await ask(app, "select append_event('account', 'one', 0, 'a', '[1]')")).toBe('23514')
  })

  it('takes a snapshot after the given number of events', async () => {
    await load({ snapshotEvery: 2 })
    const snapshots = "select string_agg(version::text, ',' order by version) from events_snapshots"
    await ask(app, ...[0, 1, 2, 3, 4].map((n) => event(n, 'a', { n })))
    expect(await ask(app, snapshots)).toBe('2,4')
    expect(await ask(app, state)).toBe('{"n": 4}')
  })

  it.each([
    ['replace', '{"b": 2}'],
    ['remove', '{}'],
    ['clear', '{}'],
    ['add', '{"a": 1, "b": 2}'],
  ])('applies events that %s', async (how, after) => {
    await load({ applies: [{ type: 'x', how }] })
    const data = how === 'remove' ? { a: 9 } : { b: 2 }
    expect(await ask(app, event(0, 'start', { a: 1 }), event(1, 'x', data), state)).toBe(after)
  })

  it('reads every old form in the newest one', async () => {
    await load({
      upcasters: [
        { type: 'moved', from: 1, change: 'rename', key: 'town', to: 'city' },
        { type: 'moved', from: 2, change: 'compute', key: 'city', to: "upper(data ->> 'city')" },
      ],
    })
    const stored = (version: number, form: number, data: string) =>
      `insert into events (aggregate_id, aggregate_type, version, event_type, event_version, data) values ('one', 'account', ${version}, 'moved', ${form}, '${data}')`
    expect(await ask(owner, stored(1, 1, '{"town": "ulm"}'), state)).toBe('{"city": "ULM"}')
    expect(await ask(owner, stored(2, 2, '{"city": "bonn"}'), state)).toBe('{"city": "BONN"}')
    expect(await ask(app, event(2, 'moved', { city: 'Kiel' }), state)).toBe('{"city": "Kiel"}')
    expect(await ask(app, 'select event_version from events order by version desc limit 1')).toBe('3')
  })

  it('lets an erasure take values out of an event, and nothing else', async () => {
    await load({})
    await ask(app, event(0, 'a', { email: 'ann@example.org' }))
    const erasing = "set local app.erasing = 'on'"
    expect(await ask(owner, erasing, "update events set version = 7, data = '{}'")).toBe('23001')
    expect(await ask(owner, erasing, 'delete from events')).toBe('23001')
    expect(await ask(app, erasing, "update events set data = '{}'")).toBe('42501')
    expect(await ask(owner, erasing, "update events set data = '{}' returning data::text")).toBe('{}')
  })

  it.each([[[]], [['tenancy-row']]])(
    'leaves one message an event in an outbox, beside %j',
    async (others) => {
      const s = shop()
      const both = on(s, on(s, s.design, 'event-store', { aggregateId: 'text' }), 'outbox', { tables: [] })
      const design = others.reduce((d, n) => on(s, d, n, { type: 'text' }), both)
      const held = await hold(engine, design)
      expect([...held.refused, ...broken(held)]).toEqual([])
      const as = (...statements: readonly string[]) =>
        engine.run({
          session: { role: 'app_user', settings: { 'app.current_tenant': 'a' } },
          statements,
        })
      if (others.length > 0)
        await engine.run({
          session: { role: 'app_maintenance' },
          statements: ["insert into tenants (id, name) values ('a', 'a')"],
        })
      await as(event(0, 'opened', { secret: 7 }), event(1, 'closed', {}))
      await as(event(2, 'lost', {}), 'select 1 / 0')
      const messages = await engine.run({
        session: { role: others.length > 0 ? 'app_maintenance' : owner },
        statements: [
          "select string_agg(concat_ws(' ', aggregate_type, aggregate_id, type, payload), '; ' order by id) from outbox",
        ],
      })
      expect(messages.error).toBeUndefined()
      expect(messages.results[0]?.rows).toEqual([
        [
          'account one opened {"version": 1, "event_id": 1}; account one closed {"version": 2, "event_id": 2}',
        ],
      ])
    },
  )

  it('goes on leaving messages when it is ejected', () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'event-store'), 'outbox', { tables: [] })
    const plain = (d: Design) =>
      [...compile(d, registry).catalog.values()]
        .map(({ why: _, ...o }) => JSON.stringify(o.kind === 'column' ? { ...o, rank: '' } : o))
        .sort()
    const use = 'event-store@design#1' as Id<'use'>
    const after = applyChanges(design, eject(compile(design, registry), use, registry).changes).design
    expect(plain(after)).toEqual(plain(design))
  })

  it('is reached by erasure, which changes nothing of another tenant that has the same id', async () => {
    const s = shop()
    const email = s.id('customers.email')
    const store = { aggregateId: 'bigint', aggregates: [s.id('customers')], snapshotEvery: 1 }
    const design = on(
      s,
      on(s, on(s, s.design, 'event-store', store), 'erasure', { columns: [{ column: email, how: 'null' }] }),
      'tenancy-row',
      { type: 'text' },
    )
    const optional = applyChanges(design, [
      { id: email, to: { ...recordOf(design, 'column', email), notNull: false } as DesignRecord },
    ]).design
    const { catalog, issues } = compile(optional, registry)
    expect(issues.filter((i) => i.severity === 'error')).toEqual([])
    expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
    const as = async (tenant: string, ...statements: readonly string[]): Promise<unknown> => {
      const session = { role: 'app_maintenance', settings: { 'app.current_tenant': tenant } }
      const { results, error } = await engine.run({ session, statements })
      return error?.message ?? results.at(-1)?.rows[0]?.[0]
    }
    const customer = (tenant: string, name: string) => [
      `insert into tenants (id, name) values ('${tenant}', '${tenant}')`,
      `insert into customers (id, email) overriding system value values (1, '${name}')`,
      `select append_event('customer', 1, 0, 'joined', '{"email": "${name}", "plan": 7}')`,
    ]
    await as('a', ...customer('a', 'ann'))
    await as('b', ...customer('b', 'ben'))
    const places = ['events', 'events_snapshots', 'events_projection', 'customers']
    const holds = (value: string) =>
      as(
        'a',
        `select ${places.map((t) => `(select count(*) from ${t} x where x::text like '%${value}%')`).join(' + ')}`,
      )
    expect([await holds('ann'), await holds('ben')]).toEqual(['4', '4'])
    expect(Number(await as('a', 'select erase_customers(1)'))).toBeGreaterThan(0)
    expect([await holds('ann'), await holds('ben')]).toEqual(['0', '4'])
    expect(await as('a', 'select erase_customers(1)')).toBe('0')
    expect(await as('a', "select replay(1) ->> 'plan'")).toBe('7')
    expect(await as('b', "select replay(1) ->> 'email'")).toBe('ben')
  })

  it('tells erasure where values of the rows that are aggregates stand', () => {
    const s = shop()
    const { traits } = compile(on(s, s.design, 'event-store', { aggregates: [s.id('customers')] }), registry)
    expect(traits.copies.get(s.id('customers'))?.map((c) => String(c.column).replace(/.*\//, ''))).toEqual([
      'events:data',
      'events:metadata',
      'snapshots:state',
      'projection:state',
    ])
  })
})
