/** What people draw beside the plain columns of the shop, and what patterns promise there. */
import { afterAll, describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { applyChanges, settingsOf } from '../../src/design/index.ts'
import { broken, type Held, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const column = (s: Shop, name: string, rest: object) => ({
  kind: 'column',
  id: s.id(`orders.${name}`),
  table: s.id('orders'),
  name,
  rank: `z${name}`,
  ...rest,
})

const held = async (s: Shop, pattern: string, options = {}): Promise<Held> =>
  hold(await engines.next(), on(s, s.design, pattern, options))

const codes = ({ compiled }: Held) =>
  compiled.issues.filter((i) => i.severity === 'error').map((i) => [i.code, i.waysOut.length])

const keeps = (h: Held): void => {
  expect(codes(h)).toEqual([])
  expect([...h.refused, ...broken(h)]).toEqual([])
  expect(h.answers.size).toBeGreaterThan(0)
}

/** Orders refer to orders. */
const toParent = (s: Shop, parent: Id) => ({
  kind: 'fk',
  id: s.id('orders>orders'),
  name: '',
  table: s.id('orders'),
  columns: [parent],
  references: s.id('orders'),
  refColumns: [s.id('orders.id')],
})

describe('a column that the database computes', () => {
  const s = shop()
  it.each([
    [
      {
        type: { base: 'numeric' },
        generated: { expr: { text: ['', ' * 2'], refs: [{ id: s.id('orders.total'), as: 'name' }] } },
      },
    ],
    [{ type: { base: 'bigint' }, notNull: true, identity: 'by default' }],
  ])('such as %o is not derived as well, and is as it was', async (rest) => {
    const d = beside(s, { ...column(s, 'derived', rest), id: s.id('orders.total2') })
    const use = {
      kind: 'use',
      id: 'derived-column@x#1',
      pattern: 'derived-column',
      target: s.id('orders.total2'),
    }
    const h = await hold(await engines.next(), beside(d, use).design)
    expect(codes(h)).toEqual([['derived-column/computed', 1]])
    expect(h.refused).toEqual([])
  })
})

describe('a table', () => {
  it('whose references are MATCH FULL keeps them in a tenant', async () => {
    const s = shop()
    const fk = s.design.records.get(s.id('items>orders'))
    const items = s.design.records.get(s.id('items.order_id'))
    const loose = beside(s, { ...fk, matchFull: true }, { ...items, notNull: false })
    keeps(await held(loose, 'tenancy-row'))
  })

  it('with a unique array keeps what patterns promise', async () => {
    const s = shop()
    const tags = column(s, 'tags', { type: { base: 'integer', dims: 1 }, notNull: true })
    const key = {
      kind: 'key',
      id: s.id('orders.tags_key'),
      name: '',
      table: s.id('orders'),
      columns: [tags.id],
    }
    keeps(await held(beside(s, tags, key), 'row-version'))
  })

  it('whose rows are unique below their parents is a tree all the same', async () => {
    const s = shop()
    const parent = column(s, 'parent', { type: { base: 'bigint' } })
    const flag = column(s, 'flag', { type: { base: 'boolean' }, notNull: true })
    const orders = s.id('orders')
    const key = {
      kind: 'key',
      id: s.id('orders.parent_key'),
      name: '',
      table: orders,
      columns: [parent.id, flag.id],
    }
    const fk = toParent(s, parent.id)
    keeps(await held(beside(s, parent, flag, key, fk), 'closure-table', { parent: parent.id }))
  })

  it('in another schema than what patterns add leaves the application its way there', async () => {
    const s = shop()
    const schema = { kind: 'schema', id: s.id('other'), name: 'other' }
    const d = beside(s, schema, { ...settingsOf(s.design), schema: schema.id })
    keeps(await held({ ...d, design: on(d, d.design, 'history-table') }, 'topology'))
  })

  it('whose references are checked at the end keeps them in a tenant', async () => {
    const s = shop()
    const fk = s.design.records.get(s.id('items>orders'))
    keeps(await held(beside(s, { ...fk, deferrable: 'initially deferred' }), 'tenancy-row'))
  })

  it.each(['refuse', 'cascade'])(
    'with a row that is its own parent deletes and restores it: %s',
    async (children) => {
      const s = shop()
      const parent = column(s, 'parent', { type: { base: 'bigint' } })
      const fk = toParent(s, parent.id)
      const items = { kind: 'use', id: 'soft-delete@i#1', pattern: 'soft-delete', target: s.id('items') }
      const engine = await engines.next()
      const d = beside(s, parent, fk, items)
      const h = await hold(engine, on(d, d.design, 'soft-delete', { children }))
      keeps(h)
      await engine.reset()
      const { error, results } = await engine.run({
        session: { role: 'damask_owner' },
        statements: [
          "insert into customers (email) values ('x')",
          'insert into orders (id, customer_id, number, status, total, parent) overriding system value values (7, 1, 1, 1, 1, 7)',
          'update orders set deleted_at = now()',
          'update orders set deleted_at = null',
          'select count(*) from orders where deleted_at is null',
        ],
      })
      expect(error?.message).toBeUndefined()
      expect(results.at(-1)?.rows).toEqual([['1']])
    },
  )

  it('without a key keeps what other columns tell of its rows', async () => {
    const s = shop()
    const d = {
      ...s,
      design: applyChanges(
        s.design,
        ['items.pk', 'items.id'].map((n) => ({ id: s.id(n), to: null })),
      ).design,
    }
    const use = { kind: 'use', id: 'audit-columns@i#1', pattern: 'audit-columns', target: s.id('items') }
    const created = {
      kind: 'column',
      id: s.id('items.c'),
      table: s.id('items'),
      name: 'made',
      rank: 'zz',
      type: { base: 'json' },
    }
    keeps(await hold(await engines.next(), beside(d, created, use).design))
  })
})

describe('a read model by a column that may be empty', () => {
  const s = shop()
  const query = (after: string) => ({
    text: ['select ', ', count(*) as n from ', ` ${after} group by `, ''],
    refs: [
      { id: s.id('orders.note'), as: 'name' },
      { id: s.id('orders'), as: 'qualified' },
      { id: s.id('orders.note'), as: 'name' },
    ],
  })
  it('is told, and its ways out hold', async () => {
    const h = await held(s, 'read-model', { query: query('') })
    expect(codes(h)).toEqual([['read-model/key-empty', 2]])
    for (const way of h.compiled.issues[0]?.waysOut ?? [])
      expect(
        codes(await hold(await engines.next(), applyChanges(h.compiled.design, way.changes).design)),
      ).toEqual([])
  })
  it('holds where the query leaves the empty ones out', async () => {
    const [a, b, c, d] = query('').text
    const [e, f, g] = query('').refs
    keeps(
      await held(s, 'read-model', {
        query: { text: [a, b, ' where ', ' is not null group by ', d ?? c], refs: [e, f, e, g] },
      }),
    )
  })
})

const enumOf = (s: Shop) => ({
  kind: 'enum',
  name: 'mood',
  schema: (s.design.records.get(s.id('orders')) as { schema: Id }).schema,
  labels: ['happy', 'sad'].map((name) => ({ id: s.id(`mood.${name}`), name })),
})

describe('promises about rows', () => {
  const s = shop()
  const table = (name: string, columns: Readonly<Record<string, object>>, key: readonly string[]) => [
    {
      kind: 'table',
      id: s.id(name),
      name,
      schema: (s.design.records.get(s.id('orders')) as { schema: Id }).schema,
    },
    ...Object.entries(columns).map(([c, rest], i) => ({
      kind: 'column',
      id: s.id(`${name}.${c}`),
      table: s.id(name),
      name: c,
      rank: `b${i}`,
      ...rest,
    })),
    ...(key.length > 0
      ? [
          {
            kind: 'key',
            id: s.id(`${name}.pk`),
            name: '',
            table: s.id(name),
            primary: true,
            columns: key.map((c) => s.id(`${name}.${c}`)),
          },
        ]
      : []),
  ]
  const on1 = (pattern: string, target: string, options: object = {}) => ({
    kind: 'use',
    id: `${pattern}@x#1`,
    pattern,
    target: s.id(target),
    options,
  })
  const unique = (...columns: readonly string[]) => ({
    kind: 'key',
    id: s.id('orders.wide'),
    name: '',
    table: s.id('orders'),
    columns: columns.map((c) => s.id(`orders.${c}`)),
  })
  const text = { type: { base: 'text' }, notNull: true }
  it.each<readonly [string, ...(readonly object[])]>([
    [
      'a unique key that holds the primary key, deleted softly',
      unique('id', 'note'),
      on1('soft-delete', 'orders'),
    ],
    [
      'a unique key that holds the primary key, over a cipher',
      unique('id', 'note'),
      on1('column-encryption', 'orders.note', { blind: 'always' }),
    ],
    [
      'a key with a time, logged with all others',
      ...table('days', { at: { type: { base: 'timestamptz' }, notNull: true }, note: text }, ['at']),
      { kind: 'use', id: 'audit-log@design#1', pattern: 'audit-log', options: { tables: [s.id('days')] } },
    ],
    [
      'nothing but a cipher, of an enum',
      { ...enumOf(s), id: s.id('mood') },
      ...table('moods', { mood: { type: { type: s.id('mood') }, notNull: true } }, []),
      on1('column-encryption', 'moods.mood'),
    ],
    [
      'nothing but a cipher',
      ...table('times', { at: { type: { base: 'timestamptz' } } }, []),
      on1('column-encryption', 'times.at'),
    ],
    [
      'a summary with its time, along a reference that may be empty',
      { ...s.design.records.get(s.id('orders.customer_id')), notNull: false },
      {
        kind: 'use',
        id: 'materialized-view@design#1',
        pattern: 'materialized-view',
        options: { staleness: 'column' },
      },
    ],
  ])('of %s hold', async (_, ...records) =>
    keeps(
      await hold(await engines.next(), beside(s, ...records.filter((r) => typeof r === 'object')).design),
    ),
  )
})
