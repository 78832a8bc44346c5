import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** Runs as the owner and gives the last statement's rows. */
const run = async (...statements: readonly string[]): Promise<readonly (readonly (string | null)[])[]> => {
  const { error, results } = await engine.run({ statements })
  expect(error).toBeUndefined()
  return results.at(-1)?.rows ?? []
}
const load = async (design: Design): Promise<void> => {
  const { catalog, issues } = compile(design, registry)
  expect(issues.filter((i) => i.severity === 'error')).toEqual([])
  const verdict = await engine.load(catalog, emit(catalog, 18))
  expect(verdict.errors).toEqual([])
}

/** Tables whose rows hold the word anywhere in their text, asked of the server rather than of the design. */
const holding = async (word: string): Promise<readonly string[]> => {
  const tables = await run(
    `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'm') and nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  )
  const found: string[] = []
  for (const [t] of tables) {
    const [[n] = []] = await run(`select count(*) from ${t} whole where strpos(whole::text, '${word}') > 0`)
    if (n !== '0') found.push(t ?? '')
  }
  return found
}

const orders = (s: Shop, more: Readonly<Record<string, unknown>> = {}) =>
  ({
    columns: [{ column: s.id('orders.note'), how: 'null', value: '' }],
    systems: [],
    ...more,
  }) as Parameters<typeof on>[3]

const row = (note: string): readonly string[] => [
  "insert into customers (id, email) overriding system value values (7, 'x@y.z')",
  `insert into orders (id, customer_id, number, status, total, note) overriding system value values (1, 7, 'n1', 'new', 1, '${note}')`,
]

describe('erasing', () => {
  it('is of the rows of the table still, where its personal column went to a companion', async () => {
    const s = shop()
    const split = on(s, on(s, s.design, 'erasure', orders(s)), 'vertical-split')
    await load(split)
    const { catalog } = compile(split, registry)
    expect(catalog.get(s.id('orders.note'))).not.toMatchObject({ table: s.id('orders') })
    await run(
      "insert into customers (id, email) overriding system value values (7, 'x@y.z')",
      "insert into orders_full (customer_id, number, status, total, note) values (7, 'n1', 'new', 1, 'secret')",
      'select erase_orders((select id from orders))',
    )
    expect(await holding('secret')).toEqual([])
    expect(await run('select number, note from orders_full')).toEqual([['n1', null]])
  })

  it('reaches history and messages of a row that is long gone', async () => {
    const s = shop()
    let design = on(s, s.design, 'history-table')
    design = on(s, design, 'outbox', { payload: 'row' })
    await load(on(s, design, 'erasure', orders(s)))
    await run(...row('anna lives here'), "update orders set note = 'anna moved'", 'delete from orders')
    expect(await holding('anna')).toEqual(['orders_history', 'outbox'])
    const before = await run('select count(*) from orders_history')
    expect(await run('select erase_orders(1) > 0')).toEqual([['t']])
    expect(await holding('anna')).toEqual([])
    expect(await run('select erase_orders(1)')).toEqual([['0']])
    expect(await run('select count(*) from orders_history')).toEqual(before)
  })

  it('reaches every pattern that keeps copies, whether the row is still there or not', async () => {
    const kept = ['history-table', 'audit-log', 'archive-table', 'tracked-columns', 'outbox', 'event-log']
    for (const end of ['select 1', 'delete from orders']) {
      const s = shop()
      const design = kept.reduce((d, n) => on(s, d, n, n === 'outbox' ? { payload: 'row' } : {}), s.design)
      await load(on(s, design, 'erasure', orders(s)))
      await run(...row('anna lives here'), "update orders set note = 'anna moved' where id = 1", end)
      expect((await holding('anna')).length).toBeGreaterThan(4)
      await run('select erase_orders(1)')
      expect(await holding('anna')).toEqual([])
      expect(await run('select erase_orders(1)')).toEqual([['0']])
    }
  })

  it('follows a value that was copied into another table, and the history of that copy', async () => {
    const s = shop()
    const id = nextUseId(s.design, 'derived-column', s.id('orders.note'))
    const copied: DesignRecord = {
      kind: 'use',
      id,
      pattern: 'derived-column',
      target: s.id<'column'>('orders.note'),
      options: { kind: 'frozen', source: s.id('customers.email') },
    }
    let design = applyChanges(s.design, [{ id, to: copied }]).design
    design = on(s, on(s, design, 'history-table'), 'audit-log')
    const columns = [{ column: s.id('customers.email'), how: 'hash', value: '' }]
    await load(on(s, design, 'erasure', orders(s, { columns, follow: 'none' })))
    await run(...row('n'))
    expect(await holding('x@y.z')).toEqual(['customers', 'orders', 'orders_audit', 'orders_history'])
    await run('select erase_customers(7)')
    expect(await holding('x@y.z')).toEqual([])
    expect(
      await run(
        'select count(distinct x) from (select email from customers union select note from orders) e (x)',
      ),
    ).toEqual([['1']])
    expect(await run('select erase_customers(7)')).toEqual([['0']])
  })

  it('reaches a summary that is found by the very value that goes', async () => {
    const s = shop()
    const design = on(s, s.design, 'time-series', {
      series: [s.id('visits.number')],
      measures: [s.id('visits.total')],
      bucket: 'hour',
    })
    const columns = [{ column: s.id('visits.number'), how: 'hash', value: '' }]
    await load(on(s, design, 'erasure', orders(s, { columns, subject: s.id('visits') })))
    await run(
      "insert into customers (id, email) overriding system value values (7, 'x@y.z')",
      "insert into visits (id, at, customer_id, number, status, total) overriding system value values (1, now() - interval '2 hours', 7, 'anna', 'new', 1)",
      'select roll_up_visits()',
    )
    expect((await holding('anna')).length).toBeGreaterThan(1)
    await run('select erase_visits(id, at) from visits')
    expect(await holding('anna')).toEqual([])
  })

  it('leaves what is about others', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'outbox', { payload: 'row' }), 'erasure', orders(s)))
    await run(
      ...row('anna lives here'),
      "insert into orders (id, customer_id, number, status, total, note) overriding system value values (2, 7, 'n2', 'new', 1, 'bert lives there')",
    )
    await run('select erase_orders(1)')
    expect(await holding('anna')).toEqual([])
    expect(await holding('bert')).toEqual(['orders', 'outbox'])
  })

  it('fills materialized views again that read the rows, through views too', async () => {
    const s = shop()
    await load(on(s, s.design, 'erasure', orders(s)))
    await run(
      ...row('anna lives here'),
      'create view notes as select note from orders',
      'create materialized view all_notes as select note from notes',
    )
    expect(await holding('anna')).toEqual(['all_notes', 'orders'])
    await run('select erase_orders(1)')
    expect(await holding('anna')).toEqual([])
  })

  it('follows references only as far as asked', async () => {
    const s = shop()
    const columns = [
      { column: s.id('customers.email'), how: 'hash', value: '' },
      { column: s.id('items.sku'), how: 'constant', value: 'gone' },
    ]
    const item = "insert into items (id, order_id, sku) overriding system value values (3, 1, 'anna-ring')"
    for (const [follow, left] of [
      ['direct', ['items']],
      ['all', []],
    ] as const) {
      await load(on(s, s.design, 'erasure', orders(s, { columns, follow })))
      await run(...row('n'), item)
      await run('select erase_customers(7)')
      expect(await holding('anna')).toEqual(left)
      expect(await holding('x@y.z')).toEqual([])
    }
    expect(await run('select sku from items')).toEqual([['gone']])
  })

  it('keeps a request that fails, with the reason, and does the others', async () => {
    const s = shop()
    await load(on(s, s.design, 'erasure', orders(s)))
    await run(
      ...row('anna'),
      "insert into orders (id, customer_id, number, status, total, note) overriding system value values (2, 7, 'n2', 'new', 1, 'bert')",
      "alter table orders add constraint stubborn check (note is not null or number <> 'n1')",
      'select request_erasure(1)',
      'select request_erasure(2)',
    )
    expect(await run('select run_erasures()')).toEqual([['1']])
    expect(await holding('bert')).toEqual([])
    expect(
      await run('select attempts, last_error ~ $$stubborn$$ from erasure_steps where completed_at is null'),
    ).toEqual([['1', 't']])
    await run('alter table orders drop constraint stubborn')
    expect(await run('select run_erasures()')).toEqual([['1']])
    expect(await run('select count(*) from erasure_requests where completed_at is null')).toEqual([['0']])
  })
})
