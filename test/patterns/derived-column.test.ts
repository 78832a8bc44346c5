import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options, Site } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { app, owner, sessions } from './sessions.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** The shop with a quantity on each item. */
const stocked = (composite = false): Shop => {
  const s = shop({ composite })
  const quantity: DesignRecord = {
    kind: 'column',
    id: s.id('items.quantity'),
    table: s.id('items'),
    name: 'quantity',
    rank: 'z',
    type: { base: 'integer' },
  }
  return { ...s, design: applyChanges(s.design, [{ id: quantity.id, to: quantity }]).design }
}

type Where = readonly [column: string, site: Site]
const variants: readonly (readonly [string, Where, (s: Shop) => Options])[] = [
  ['a sum', ['total', 'orders'], () => ({ kind: 'sum' })],
  [
    'a sum of a column by name',
    ['total', 'orders'],
    (s) => ({ kind: 'sum', source: s.id('items.quantity') }),
  ],
  ['a copy', ['note', 'visits'], (s) => ({ kind: 'copy', source: s.id('customers.email') })],
  ['the first copy that fits', ['status', 'orders'], () => ({ kind: 'copy' })],
  ['a frozen copy', ['note', 'orders'], (s) => ({ kind: 'frozen', source: s.id('customers.email') })],
  ['an expression that is read', ['total', 'visits'], () => ({ computed: 'when read' })],
]
const place = (s: Shop, design: Design, [column, site]: Where, options: Options): Design => {
  const target = s.id<'column'>(`${site}.${column}`)
  const id = `derived-column@${target}#1` as DesignRecord['id']
  const generated = {
    kind: 'generated',
    expression: { text: ['length(', ')'], refs: [{ id: s.id('visits.number'), as: 'name' }] },
  }
  const to = {
    kind: 'use',
    id,
    pattern: 'derived-column',
    target,
    options: { ...(site === 'visits' && column === 'total' ? generated : {}), ...options },
  } as DesignRecord
  return applyChanges(design, [{ id, to }]).design
}

describe('a column', () => {
  const others = ['', 'tenancy-row', 'soft-delete', 'archive-table'] as const
  const cases = variants.flatMap(([what, where, options]) =>
    others.map((o) => [what, o, where, options] as const),
  )
  it.each(cases)('that holds %s keeps every promise beside "%s"', async (_, other, where, options) => {
    const s = stocked(other === '')
    const design = other === '' ? s.design : on(s, s.design, other, {}, where[1])
    const held = await hold(engine, place(s, design, where, options(s)))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].some((id) => id.startsWith('derived-column'))).toBe(true)
  })
})

describe('options that cannot be', () => {
  const cases: readonly (readonly [string, Where, (s: Shop) => Options, string, string])[] = [
    ['a count of nothing', ['total', 'visits'], () => ({ kind: 'count' }), 'no-source', 'children'],
    ['a count in a key', ['id', 'orders'], () => ({ kind: 'count' }), 'names', 'kind'],
    [
      'a copy into the reference',
      ['customer_id', 'orders'],
      (s) => ({ kind: 'copy', source: s.id('customers.id') }),
      'reference',
      'via',
    ],
    ['a count in text', ['note', 'orders'], () => ({ kind: 'count' }), 'no-source', 'kind'],
    [
      'a sum without numbers',
      ['total', 'orders'],
      (s) => ({ kind: 'sum', source: s.id('items.sku') }),
      'no-source',
      'source',
    ],
    [
      'a copy of another type',
      ['total', 'orders'],
      (s) => ({ kind: 'copy', source: s.id('customers.email') }),
      'no-source',
      'source',
    ],
    [
      'a copy from a table that is not referred to',
      ['note', 'orders'],
      (s) => ({ kind: 'frozen', source: s.id('posts.title') }),
      'no-source',
      'source',
    ],
    ['no expression', ['note', 'orders'], () => ({ kind: 'generated' }), 'expression', 'expression'],
    [
      'an expression over itself',
      ['note', 'orders'],
      (s) => ({
        kind: 'generated',
        expression: { text: ['', ''], refs: [{ id: s.id('orders.note'), as: 'name' }] },
      }),
      'expression',
      'expression',
    ],
  ]
  it.each(cases)('%s', (_, where, options, code, option) => {
    const s = shop()
    const design = place(s, s.design, where, options(s))
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => [i.code, i.option])).toEqual([[`derived-column/${code}`, option]])
    const after = applyChanges(design, errors[0]?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues).toEqual([])
  })
})

/** A small generator of numbers, the same in every run. */
const numbers = (seed: number) => {
  let x = seed
  return (below: number): number => {
    x = (x * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((x / 2_147_483_648) * below)
  }
}

const write = (next: (below: number) => number): string => {
  const order = 1 + next(4)
  const some = `id % 5 = ${next(5)}`
  switch (next(6)) {
    case 0:
      return `insert into items (order_id, sku, quantity) select 1 + (n + ${next(9)}) % 4, 's', nullif(n % 4, 1) from generate_series(1, ${1 + next(6)}) n`
    case 1:
      return `update items set order_id = ${order} where ${some}`
    case 2:
      return `update items set quantity = nullif(${next(9)}, 3) where ${some}`
    case 3:
      return `delete from items where ${some} and order_id = ${order}`
    case 4:
      return `update items set deleted_at = case when deleted_at is null then now() end where ${some}`
    default:
      return `update items set order_id = 1 + (order_id % 4), quantity = quantity + 1 where ${some}`
  }
}

describe('after any writes', () => {
  it.each([1, 2, 3])('count and sum equal what they are derived from (seed %i)', async (seed) => {
    const s = stocked()
    const soft = on(s, s.design, 'soft-delete', {}, 'orders')
    const id = `soft-delete@${s.id('items')}#1` as DesignRecord['id']
    const use = { kind: 'use', id, pattern: 'soft-delete', target: s.id('items') } as DesignRecord
    const sum = place(s, applyChanges(soft, [{ id, to: use }]).design, ['total', 'orders'], { kind: 'sum' })
    const { catalog, issues } = compile(sum, registry)
    expect(issues).toEqual([])
    await engine.load(catalog, emit(catalog, 18))
    const next = numbers(seed)
    const { error, results } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        "insert into orders (customer_id, number, status, total) select 1, n::text, 's', 77 from generate_series(1, 4) n",
        ...Array.from({ length: 60 }, () => write(next)),
        'select count(*), sum(total) from items join orders on orders.id = order_id',
        `select o.id from orders o where total <> (select coalesce(sum(quantity), 0) from items i where order_id = o.id and i.deleted_at is null)`,
        'select repair_orders_total()',
      ],
    })
    expect(error).toBeUndefined()
    expect(Number(results.at(-3)?.rows[0]?.[0])).toBeGreaterThan(5)
    expect(results.at(-2)?.rows).toEqual([])
    expect(results.at(-1)?.rows).toEqual([['0']])
  })

  it('what went around the triggers is repaired', async () => {
    const s = stocked()
    const { catalog } = compile(place(s, s.design, ['total', 'orders'], {}), registry)
    await engine.load(catalog, emit(catalog, 18))
    const { error, results } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        "insert into orders (customer_id, number, status) values (1, 'N1', 's'), (1, 'N2', 's')",
        "insert into items (order_id, sku) values (1, 's')",
        'alter table orders disable trigger user',
        'update orders set total = 9 where id = 1',
        'alter table orders enable trigger user',
        'select repair_orders_total()',
        'select total from orders order by id',
      ],
    })
    expect(error).toBeUndefined()
    expect(results.slice(-2).map((r) => r.rows)).toEqual([[['1']], [['1'], ['0']]])
  })
})

describe('against those who would write it', () => {
  const { load, as } = sessions()
  /** A history, so that the application has a role of its own; and one order with an item. */
  const loaded = async (s: Shop, design: Design): Promise<void> => {
    await load(on(s, design, 'history-table'))
    await as(
      owner,
      'root',
      "insert into customers (email) values ('ann@example.org')",
      "insert into orders (customer_id, number, status, total) values (1, 'n1', 's', 0)",
    )
    await as(app, 'alice', "insert into items (order_id, sku, quantity) values (1, 's', 2)")
  }
  const counted = (s: Shop, options: Options = {}): Design => place(s, s.design, ['total', 'orders'], options)
  const total = 'select total from orders'

  it.each([
    ['an update', ['update orders set total = 9']],
    [
      'an upsert',
      [
        "insert into orders overriding system value values (1, 1, 'n1', 's', 9, 'x') on conflict (id) do update set total = 9",
      ],
    ],
    [
      'a merge',
      ['merge into orders o using (values (1)) v (id) on o.id = v.id when matched then update set total = 9'],
    ],
    ['a setting', ["set local app.deriving = 'on'", 'update orders set total = 9']],
    [
      'a trigger of their own',
      [
        'create temp table mine (x int)',
        "create function pg_temp.mine() returns trigger language plpgsql as 'begin update public.orders set total = 9; return null; end'",
        'create trigger mine after insert on mine for each row execute function pg_temp.mine()',
        "set local app.deriving = 'on'",
        'insert into mine values (1)',
      ],
    ],
  ])('%s is refused', async (_, statements) => {
    const s = stocked()
    await loaded(s, counted(s))
    expect(await as(app, 'bob', ...statements)).toBe('428C9')
    expect(await as(app, 'bob', total)).toEqual([['1']])
    await as(app, 'bob', "insert into items (order_id, sku) values (1, 's')")
    expect(await as(app, 'bob', total)).toEqual([['2']])
  })

  it('a view that writes through triggers is refused as well', async () => {
    const s = stocked()
    await loaded(s, on(s, counted(s), 'vertical-split'))
    expect(await as(app, 'bob', 'update orders_full set total = 9')).toBe('428C9')
    expect(await as(app, 'bob', "update orders_full set status = 't'")).toBe('changed 1')
  })

  it('a number that is none goes from the sum again', async () => {
    const s = stocked()
    const numeric = {
      ...s.design.records.get(s.id('items.quantity')),
      type: { base: 'numeric' },
    } as DesignRecord
    const design = applyChanges(s.design, [{ id: numeric.id, to: numeric }]).design
    await loaded(
      { ...s, design },
      place(s, design, ['total', 'orders'], { kind: 'sum', source: s.id('items.quantity') }),
    )
    for (const odd of ['NaN', 'infinity']) {
      await as(app, 'bob', `insert into items (order_id, sku, quantity) values (1, 'odd', '${odd}')`)
      await as(app, 'bob', "delete from items where sku = 'odd'")
      expect(await as(app, 'bob', total)).toEqual([['2']])
    }
  })

  it('what was copied once stays, whatever is set; an erasure takes it all the same', async () => {
    const s = stocked()
    const design = place(s, s.design, ['note', 'orders'], { kind: 'frozen', source: s.id('customers.email') })
    await loaded(
      s,
      on(s, design, 'erasure', {
        subject: s.id('customers'),
        columns: [{ column: s.id('customers.email'), how: 'constant', value: 'gone' }],
      }),
    )
    const note = 'select note from orders'
    expect(await as(app, 'bob', "set local app.erasing = 'on'", "update orders set note = 'his'")).toBe(
      '428C9',
    )
    expect(await as(app, 'bob', note)).toEqual([['ann@example.org']])
    expect(await as(owner, 'root', 'select erase_customers(1)')).not.toBe('428C9')
    expect(await as(app, 'bob', note)).not.toEqual([['ann@example.org']])
  })
})
