import { describe, expect, it } from 'vitest'
import { compile, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordsOf } from '../../src/design/index.ts'
import { book, registry } from './all.ts'
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

describe('a column that another pattern stands on', () => {
  const s = shop()
  const id = (name: string) => s.id<'column'>(`orders.${name}`)
  const free = (name: string, base: string) => ({
    kind: 'column',
    id: id(name),
    table: s.id('orders'),
    name,
    // Money without a choice takes the first number.
    rank: name === 'fee' ? 'a0' : `z${name}`,
    type: { base },
  })
  const wide = beside(s, free('fee', 'numeric'), free('kind', 'text'), free('spare', 'text'))
  const switched = (pattern: string, options: object, column?: string): Design => {
    const target = column === undefined ? s.id('orders') : id(column)
    return beside(wide, { kind: 'use', id: `${pattern}@${target}#1`, pattern, target, options }).design
  }
  const cases: readonly (readonly [string, readonly string[], Design])[] = [
    ['money', ['fee'], switched('money', {})],
    ['money by its options', ['fee'], switched('money', { amount: id('fee') })],
    ['enum-or-lookup', ['kind'], switched('enum-or-lookup', { values: ['a', 'b'] }, 'kind')],
    ['column-encryption', ['note'], switched('column-encryption', {}, 'note')],
    ['event-log', ['note', 'kind'], switched('event-log', { columns: [id('note'), id('kind')] })],
    ['tracked-columns', ['kind'], switched('tracked-columns', { columns: [id('kind')] })],
    ['full-text-search', ['note', 'kind', 'spare'], switched('full-text-search', {})],
    ['surrogate-key', ['kind'], switched('surrogate-key', { natural: [id('kind')] })],
    ['effective-dating', ['kind'], switched('effective-dating', { key: [id('kind')] })],
    ['bitemporal', ['kind'], switched('bitemporal', { key: [id('kind')] })],
    ['data-residency', ['kind'], switched('data-residency', { column: id('kind') })],
    ['partition-hash', ['kind'], switched('partition-hash', { columns: [id('kind')] })],
    ['index-plan', ['kind'], switched('index-plan', { indexes: [{ columns: [id('kind')] }] })],
    ['compat-view', ['note'], switched('compat-view', { renamed: [{ column: id('note'), was: 'remark' }] })],
  ]
  const splitting = (d: Design, columns: readonly string[] = []): Design =>
    on(wide, d, 'vertical-split', { columns: columns.map(id) })
  const made = (d: Design) => {
    const compiled = compile(d, registry)
    const of = (name: string): unknown => {
      const c = compiled.catalog.get(id(name))
      return c?.kind === 'column' && c.table
    }
    const errors = compiled.issues.filter((i) => i.severity === 'error')
    return { errors, of, promises: proofsOf(compiled, book).map((p) => p.id) }
  }

  it.each(cases)('of %s is not taken by default, and its promises stay', (_, columns, before) => {
    const after = made(splitting(before))
    expect(after.errors).toEqual(made(before).errors)
    for (const c of columns) expect([c, after.of(c)]).toEqual([c, s.id('orders')])
    const promises = made(before).promises.filter((p) => !/truncate$/.test(p))
    expect(after.promises).toEqual(expect.arrayContaining(promises))
    const free = ['fee', 'kind', 'note', 'spare'].find((c) => !columns.includes(c)) ?? ''
    expect(after.of(free)).not.toBe(s.id('orders'))
  })

  it.each(cases)('of %s stays where it is named, and that is said', (_, [column = ''], before) => {
    const d = splitting(before, [column, column === 'fee' ? 'kind' : 'fee'])
    const { errors, of } = made(d)
    const said = errors.filter((e) => e.code === 'move/watched')
    expect(said.map((e) => e.objects[0])).toEqual([id(column)])
    expect(of(column)).toBe(s.id('orders'))
    expect(said[0]?.waysOut).toHaveLength(2)
    for (const way of said[0]?.waysOut ?? []) {
      const codes = made(applyChanges(d, way.changes).design).errors.map((e) => e.code)
      expect(codes.filter((c) => c === 'move/watched')).toEqual([])
    }
  })

  it('that a pattern is bound to is not taken by default', () => {
    const mine = beside(wide, free('deleted_at', 'timestamptz'))
    const use = { kind: 'use', id: `soft-delete@${s.id('orders')}#1`, pattern: 'soft-delete' }
    const bound = beside(mine, { ...use, target: s.id('orders'), bind: { deleted_at: id('deleted_at') } })
    expect(made(splitting(bound.design)).of('deleted_at')).toBe(s.id('orders'))
  })

  it('may go where a pattern only leaves it out', () => {
    const { errors, of } = made(splitting(switched('audit-log', { except: [id('note')] }), ['note']))
    expect(errors).toEqual([])
    expect(of('note')).not.toBe(s.id('orders'))
  })

  it('is checked as before', async () => {
    await load(splitting(switched('money', {})))
    await as(owner, 'root', customer)
    const row = (currency: string) =>
      `insert into orders_full (customer_id, number, status, total, fee, currency) values (1, 'n', 's', 1, 1, '${currency}')`
    expect(await as(owner, 'root', row('nothing'))).toBe('23514')
    expect(await as(owner, 'root', row('EUR'))).toBe('changed 1')
  })
})
