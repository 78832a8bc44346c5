import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { drawn } from './drawn-parent.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

type Pick = readonly [string, Options?]
const trees: readonly Pick[] = [['adjacency-list'], ['closure-table'], ['materialized-path'], ['nested-sets']]
const switched = (s: Shop, picks: readonly Pick[], start: Design = s.design): Design =>
  picks.reduce((d, [name, options]) => on(s, d, name, options ?? {}), start)

const holds = async (design: Design): Promise<void> => {
  const held = await hold(engine, design)
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect(held.refused).toEqual([])
  expect(broken(held)).toEqual([])
}

describe('options of trees', () => {
  it.each<readonly [string, readonly Pick[]]>([
    ['no guard', [['adjacency-list', { cycles: false }]]],
    ['removal takes the branch along', [['adjacency-list', { onDelete: 'cascade' }]]],
    ['removal leaves the rows below at the top', [['adjacency-list', { onDelete: 'set null' }]]],
    ['no views and functions', [['adjacency-list', { views: false, functions: false, name: 'boss' }]]],
    ['paths of text', [['materialized-path', { kind: 'text' }]]],
    [
      'paths of text without the view',
      [['materialized-path', { kind: 'text', view: false, column: 'lineage' }]],
    ],
    ['ltree without the view', [['materialized-path', { view: false }]]],
    ['numbers beside', [['nested-sets', { store: 'beside' }]]],
    ['numbers without functions', [['nested-sets', { functions: false, left: 'l', right: 'r' }]]],
    ['paths beside without functions', [['closure-table', { functions: false }]]],
  ])('%s', async (_, picks) => {
    for (const shape of [
      {},
      { composite: true, quoted: true, schema: 'Sales', target: 15 },
    ] satisfies Shape[])
      await holds(switched(shop(shape), picks))
  })

  it.each<readonly [string, Options, readonly Pick[]]>([
    ['are taken along', { onDelete: 'cascade' }, []],
    ['go to the top', { onDelete: 'set null' }, []],
    ['are taken along for tenants', { onDelete: 'cascade' }, [['tenancy-row']]],
    ['go to the top for tenants', { onDelete: 'set null' }, [['tenancy-row']]],
  ])('rows below a removed row %s, whoever keeps the tree', async (_, list, more) => {
    const others: readonly Pick[] = [
      ['adjacency-list', list],
      ['closure-table'],
      ['materialized-path', { kind: 'text' }],
      ['nested-sets', { store: 'beside' }],
    ]
    await holds(switched(shop(), [...others, ...more]))
  })
})

describe('several patterns of one tree', () => {
  it.each<readonly [string, readonly Pick[], Shape]>([
    ['all four', trees, {}],
    ['all four on a composite key', trees, { composite: true, quoted: true }],
    ['all four for tenants', [...trees, ['tenancy-row']], {}],
    ['all four with soft delete', [...trees, ['soft-delete']], {}],
    ['all four, children deleted with their row', [...trees, ['soft-delete', { children: 'leave' }]], {}],
    [
      'all four with everything that watches rows',
      [...trees, ['history-table'], ['row-version'], ['audit-columns']],
      {},
    ],
    [
      'all four for tenants, soft, on a composite key',
      [...trees, ['tenancy-row'], ['soft-delete']],
      { composite: true },
    ],
  ])('%s keep every promise', async (_, picks, shape) => holds(switched(shop(shape), picks)))

  it('share one column, one reference and one index', () => {
    const s = shop()
    const { catalog } = compile(switched(s, trees), registry)
    const own = [...catalog.values()].filter((o) => o.id.startsWith('parent@'))
    expect(own.map((o) => `${o.kind} ${o.name}`).sort()).toEqual([
      'column parent_id',
      'fk orders_parent_id_fkey',
      'index orders_parent_id_idx',
    ])
  })

  it('keep the column as long as one of them is on', () => {
    const s = shop()
    const all = switched(s, trees)
    const columnOf = (d: Design) =>
      [...compile(d, registry).catalog.values()].filter((o) => o.kind === 'column' && o.name === 'parent_id')
    const [first] = columnOf(all)
    for (const [name] of trees) {
      const uses = recordsOf(all, 'use').filter((u) => u.pattern !== name)
      const rest = applyChanges(
        all,
        uses.map((u) => ({ id: u.id, to: null })),
      ).design
      expect(columnOf(rest).map((c) => c.id)).toEqual([first?.id])
    }
    const none = applyChanges(
      all,
      recordsOf(all, 'use').map((u) => ({ id: u.id, to: null })),
    ).design
    expect(columnOf(none)).toEqual([])
  })
})

describe('a reference that was drawn', () => {
  it.each<readonly [string, Shape]>([
    ['of one column', {}],
    ['of several', { composite: true }],
  ])('%s is the parent', async (_, shape) => {
    const s = shop(shape)
    const d = switched(s, trees, drawn(s, shape))
    expect(
      [...compile(d, registry).catalog.keys()].filter(
        (id) => id.startsWith('parent@') && !id.endsWith('/index'),
      ),
    ).toEqual([])
    await holds(d)
  })

  it('is chosen by its column', async () => {
    const s = shop()
    const d = drawn(s)
    const parent = s.id('orders.above_id')
    const chosen = trees.map(([name]): Pick => [name, { parent }])
    await holds(switched(s, chosen, d))
  })
})

describe('rows that one statement writes in any order', () => {
  const s = shop()
  const posts = s.id<'table'>('posts')
  const onPosts = (picks: readonly Pick[]): Design =>
    picks.reduce((d, [pattern, options]) => {
      const id = nextUseId(d, pattern, posts)
      return applyChanges(d, [
        { id, to: { kind: 'use', id, pattern, target: posts, options: options ?? {} } },
      ]).design
    }, s.design)
  const all: readonly Pick[] = [
    ['adjacency-list'],
    ['closure-table'],
    ['materialized-path', { kind: 'text' }],
    ['nested-sets'],
  ]
  /** Each row with those above it, nearest first, as every pattern tells it. */
  const told = [
    `select id, string_agg(ancestor_key::text, ' ' order by depth) from posts_ancestors group by id`,
    `select descendant_id, string_agg(ancestor_id::text, ' ' order by depth) from posts_paths where depth > 0 group by 1`,
    `select id, string_agg(ancestor_key::text, ' ' order by depth) from posts_branches group by id`,
    `select d.id, string_agg(a.id::text, ' ' order by a.lft desc) from posts d join posts a on a.lft < d.lft and a.rgt > d.rgt group by d.id`,
  ]
  const add = `insert into posts (id, title, parent_id) overriding system value values (3, 'c', 2), (2, 'b', 1), (1, 'a', null), (4, 'd', 3), (5, 'e', 2)`

  it.each<readonly [string, readonly string[], Readonly<Record<string, string>>]>([
    ['children before their parents', [add], { 2: '1', 3: '2 1', 4: '3 2 1', 5: '2 1' }],
    [
      'a branch turned upside down',
      [
        add,
        `update posts set parent_id = case id when 1 then 2 when 2 then 3 when 3 then 4 when 4 then null else 1 end`,
      ],
      { 1: '2 3 4', 2: '3 4', 3: '4', 5: '1 2 3 4' },
    ],
    [
      'two branches that change places',
      [
        add,
        `insert into posts (id, title, parent_id) overriding system value values (6, 'f', null), (7, 'g', 6)`,
        `update posts set parent_id = case id when 2 then 7 else 1 end where id in (2, 7)`,
      ],
      { 2: '7 1', 3: '2 7 1', 4: '3 2 7 1', 5: '2 7 1', 7: '1' },
    ],
    [
      'another key',
      [add, 'alter table posts alter id drop identity', `update posts set id = 40 where id = 4`],
      { 2: '1', 3: '2 1', 40: '3 2 1', 5: '2 1' },
    ],
  ])('%s', async (_, statements, expected) => {
    const { catalog } = compile(onPosts(all), registry)
    const verdict = await engine.load(catalog, emit(catalog, 18))
    expect(verdict.errors).toEqual([])
    const done = await engine.run({ statements: [...statements, ...told] })
    expect(done.error).toBeUndefined()
    for (const { rows } of done.results.slice(statements.length))
      expect(Object.fromEntries(rows.map(([k, v]) => [k, v]))).toEqual(expected)
  })

  it('a loop that one statement closes is refused by each of them', async () => {
    for (const pick of all) {
      const { catalog } = compile(onPosts([pick]), registry)
      await engine.load(catalog, emit(catalog, 18))
      const done = await engine.run({
        statements: [add, `update posts set parent_id = case id when 1 then 5 else 1 end where id in (1, 3)`],
      })
      expect([pick[0], done.error?.sqlstate]).toEqual([pick[0], '23514'])
    }
  })
})

describe('choices that contradict', () => {
  const s = shop()
  const said = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')

  it.each(trees.map(([n]) => [n]))(
    '%s of a column that cannot be the parent is told at the option',
    async (n) => {
      const d = on(s, s.design, n, { parent: s.id('orders.note') })
      const [issue] = said(d)
      expect(issue).toMatchObject({ code: 'parent/not-a-parent', option: 'parent' })
      await holds(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)
    },
  )

  it('two parents of one table are told, with a way out', async () => {
    const columns = applyChanges(s.design, [
      {
        id: s.id('orders.boss'),
        to: {
          kind: 'column',
          id: s.id('orders.boss'),
          table: s.id('orders'),
          name: 'boss',
          rank: 'z',
          type: { base: 'bigint' },
        },
      },
    ]).design
    const d = switched(
      s,
      [
        ['adjacency-list', { parent: s.id('orders.boss') }],
        ['closure-table', { parent: s.id('orders.customer_id') }],
      ],
      columns,
    )
    expect(said(d).map((i) => i.code)).toContain('parent/two')
    const way = said(d).find((i) => i.code === 'parent/two')?.waysOut[0]
    await holds(applyChanges(d, way?.changes ?? []).design)
  })

  it.each(trees.map(([n]) => [n]))('%s on a table without a key is told, with a way out', (n) => {
    const bare = applyChanges(s.design, [
      { id: s.id('orders.pk'), to: null },
      { id: s.id('items>orders'), to: null },
    ]).design
    const d = on(s, bare, n)
    const [issue] = said(d)
    expect(issue?.code).toBe(`${n}/no-key`)
    expect(said(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })

  it('an ltree behind a policy is told to lose its index', () => {
    const d = switched(s, [['materialized-path'], ['tenancy-row']])
    const issue = compile(d, registry).issues.find((i) => i.code === 'materialized-path/not-leakproof')
    expect(issue).toMatchObject({ severity: 'warning', option: 'kind' })
    const text = applyChanges(d, issue?.waysOut[0]?.changes ?? []).design
    expect(compile(text, registry).issues.map((i) => i.code)).not.toContain('materialized-path/not-leakproof')
  })
})
