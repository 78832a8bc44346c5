import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord, recordsOf } from '../../src/design/index.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { app, owner, sessions } from './sessions.ts'
import { beside, shop } from './shop.ts'

const { load, as } = sessions()
const customer = "insert into customers (email) values ('x')"
const order = (number: string) =>
  `insert into orders_full (customer_id, number, status, total, note) values (1, '${number}', 's', 1, 'note of ${number}')`

describe('a row written through the view of both halves', () => {
  it('keeps the key that the server gave it, and never writes the other half of another row', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'row-version'), 'vertical-split'))
    await as(owner, 'root', customer, order('n1'), order('n2'))
    const both = 'select id, note from orders_full order by id'
    const was = await as(owner, 'root', both)
    expect(await as(owner, 'root', "update orders_full set id = 1, note = 'moved' where id = 2")).toBe(
      '428C9',
    )
    expect(await as(owner, 'root', 'update orders_full set id = 7 where id = 2')).toBe('428C9')
    expect(await as(owner, 'root', both)).toEqual(was)
    expect(await as(owner, 'root', "update orders_full set status = 't', note = 'new' where id = 2")).toBe(
      'changed 1',
    )
    expect(await as(owner, 'root', both)).toEqual([
      ['1', 'note of n1'],
      ['2', 'new'],
    ])
  })

  it('takes rows of a table that keeps nothing but the key that the server gives', async () => {
    const s = shop()
    const gone = ['customer_id', 'number', 'status', 'total'].map((c) => s.id(`orders.${c}`))
    const others = recordsOf(s.design, 'fk').map((f) => f.id)
    const keys = [...recordsOf(s.design, 'key').filter((k) => !k.primary), ...recordsOf(s.design, 'check')]
    const bare = applyChanges(
      s.design,
      [...gone, ...others, ...keys.map((k) => k.id)].map((id) => ({ id, to: null })),
    ).design
    await load(on(s, bare, 'vertical-split'))
    await as(owner, 'root', "insert into orders_full (note) values ('a'), (null)")
    await as(owner, 'root', "update orders_full set note = 'b' where id = 2")
    expect(await as(owner, 'root', 'select id, note from orders_full order by id')).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ])
  })

  it('is told as the server made it: defaults, what it computes, and what triggers change', async () => {
    const s = shop()
    const column = (name: string, more: object): object => ({
      kind: 'column',
      id: s.id(`orders.${name}`),
      table: s.id('orders'),
      name,
      rank: `z${name}`,
      type: { base: 'text' },
      ...more,
    })
    const note = [{ id: s.id('orders.note'), as: 'name' }]
    const wide = beside(
      s,
      column('mood', { default: { text: ["'calm'"], refs: [] } }),
      column('loud', { generated: { expr: { text: ['upper(', ')'], refs: note } } }),
    )
    const columns = ['note', 'loud', 'mood'].map((c) => s.id(`orders.${c}`))
    const split = on(wide, wide.design, 'vertical-split', { columns })
    await load(on(wide, split, 'row-version'))
    const told = 'returning id, version, mood, loud'
    expect(await as(owner, 'root', customer, `${order('n1')} ${told}`)).toEqual([
      ['1', '1', 'calm', 'NOTE OF N1'],
    ])
    const change = "update orders_full set status = 't', note = 'new'"
    expect(await as(owner, 'root', `${change} ${told}`)).toEqual([['1', '2', 'calm', 'NEW']])
  })

  it('does not tell of a change that the table did not take', async () => {
    const s = shop()
    await load(
      on(s, on(s, s.design, 'vertical-split'), 'row-ownership', {
        read: 'everyone',
        update: 'owner',
        remove: 'owner',
      }),
    )
    await as(owner, 'root', customer)
    expect(await as(app, 'alice', order('n1'))).toBe('changed 1')
    expect(await as(app, 'bob', "update orders_full set status = 't', note = 'his'")).toBe('changed 0')
    expect(await as(app, 'bob', 'delete from orders_full')).toBe('changed 0')
    expect(await as(app, 'bob', 'select status, note from orders_full')).toEqual([['s', 'note of n1']])
  })
})

describe('a column that moved', () => {
  it('keeps its name from what patterns add, since the view shows both', async () => {
    const s = shop()
    const drawn = s.design.records.get(s.id('orders.note')) as Extract<DesignRecord, { kind: 'column' }>
    const called = applyChanges(s.design, [
      { id: drawn.id, to: { ...drawn, name: 'created_at', type: { base: 'timestamptz' } } },
    ]).design
    const design = on(s, on(s, called, 'vertical-split', { columns: [drawn.id] }), 'audit-columns')
    const { issues } = compile(design, registry)
    expect(issues.map((i) => i.code)).toEqual(['name/taken'])
    await load(design)
    await as(owner, 'root', customer)
    const row =
      "insert into orders_full (customer_id, number, status, total, created_at) values (1, 'n', 's', 1, '2001-02-03')"
    expect(await as(owner, 'root', row)).toBe('changed 1')
    const renamed = applyChanges(design, issues[0]?.waysOut[0]?.changes ?? []).design
    expect(compile(renamed, registry).issues).toEqual([])
    await load(renamed)
  })
})

interface Needing {
  readonly elements?: readonly string[]
  readonly include?: readonly string[]
  readonly where?: string
  readonly using?: string
}
it.each<readonly [string, string, Needing]>([
  ['the condition of an index', 'index', { elements: ['orders.number'], where: 'orders.note' }],
  ['what an index includes', 'index', { elements: ['orders.number'], include: ['orders.note'] }],
  ['a policy', 'policy', { using: 'orders.note' }],
])('chooses no column by itself that %s needs', (_, kind, { elements, include, where, using }) => {
  const s = shop()
  const column = (n: string) => s.id<'column'>(n)
  const inSql = (n: string) => ({ text: ['', ' is not null'], refs: [{ id: column(n), as: 'name' }] })
  const needing = { kind, id: s.id('needing'), name: '', table: s.id('orders'), roles: [] }
  const use = { kind: 'use', id: 'vertical-split@x#1', pattern: 'vertical-split', target: s.id('orders') }
  const { design } = beside(
    s,
    {
      ...needing,
      ...(elements ? { elements: elements.map((n) => ({ column: column(n) })) } : {}),
      ...(include ? { include: include.map(column) } : {}),
      ...(where ? { where: inSql(where) } : {}),
      ...(using ? { using: inSql(using) } : {}),
    },
    use,
  )
  expect(compile(design, registry).issues.map((i) => i.code)).toEqual(['vertical-split/no-columns'])
})
