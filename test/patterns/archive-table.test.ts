import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Change, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const load = async (design: Design): Promise<void> => {
  const { catalog } = compile(design, registry)
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
}
/** The last answer's first value, or the SQLSTATE. */
const ask = async (role: string, ...statements: readonly string[]): Promise<unknown> => {
  const settings = { 'app.current_user': role === 'app_user' ? 'ann' : 'root' }
  const { results, error } = await engine.run({ session: { role, settings }, statements })
  return error?.sqlstate ?? results.at(-1)?.rows[0]?.[0]
}
const app = 'app_user'
const owner = 'damask_owner'
const row = (status: string, number = 'n1') =>
  `insert into orders (customer_id, number, status, total) values (1, '${number}', '${status}', 1)`
const customer = "insert into customers (email) values ('x')"

describe('a row that comes back from the archive', () => {
  it('comes back in its state, although new rows start in another', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'archive-table'), 'state-machine'))
    await ask(owner, customer)
    await ask(app, row('draft'), "update orders set status = 'active'")
    expect(await ask(app, 'delete from orders', 'select restore_orders(1)::text')).toBe('true')
    expect(await ask(app, 'select status from orders')).toBe('active')
    expect(await ask(app, row('active', 'n2'))).toBe('23514')
    expect(await ask(app, "update orders set status = 'draft'")).toBe('23514')
  })

  it('comes back in its state after the archive was ejected', async () => {
    const s = shop()
    const both = on(s, on(s, s.design, 'archive-table'), 'state-machine')
    const use = [...both.records.values()].find((r) => r.kind === 'use' && r.pattern === 'archive-table')
    const before = compile(both, registry)
    const after = applyChanges(both, eject(before, use?.id as never, registry).changes).design
    const plain = (d: Design) =>
      [...compile(d, registry).catalog.values()]
        .map(({ why: _, ...o }) => JSON.stringify(o.kind === 'column' ? { ...o, rank: '' } : o))
        .sort()
    expect(plain(after)).toEqual(plain(both))
  })

  it('keeps when and by whom it was created', async () => {
    const s = shop()
    await load(on(s, on(s, s.design, 'archive-table'), 'audit-columns', { by: 'text' }))
    await ask(owner, customer)
    await ask(app, row('x'))
    const begun = "select created_by || ' ' || created_at from orders"
    const was = await ask(owner, begun)
    expect(await ask(owner, 'delete from orders', 'select restore_orders(1)::text')).toBe('true')
    expect(await ask(owner, begun)).toBe(was)
    expect(String(was)).toMatch(/^ann /)
  })

  it('leaves the counter of the identity alone', async () => {
    const s = shop()
    await load(on(s, s.design, 'archive-table'))
    await ask(owner, customer)
    await ask(app, row('x'), 'delete from orders', 'select restore_orders(1)')
    expect(await ask(app, row('x', 'n2'), 'select max(id) from orders')).toBe('2')
  })

  it('is the one that was archived last', async () => {
    const s = shop()
    await load(on(s, s.design, 'archive-table'))
    await ask(owner, customer)
    await ask(app, row('first'), 'delete from orders', 'select restore_orders(1)')
    await ask(app, "update orders set status = 'second'", 'delete from orders')
    expect(await ask(app, 'select restore_orders(1)', 'select status from orders')).toBe('second')
  })

  it('has a call of another name where a soft delete restores too', async () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'archive-table'), 'soft-delete')
    const names = [...compile(design, registry).catalog.values()].flatMap((o) =>
      o.kind === 'routine' && o.name.includes('restore') ? [o.name] : [],
    )
    expect([...names].sort()).toEqual(['restore_archived_orders', 'restore_orders'])
  })
})

describe('an archive', () => {
  it.each<readonly [string, Shape, { readonly [key: string]: string | boolean }]>([
    ['without a reason', {}, { reason: false, purgeAfter: '' }],
    ['of a composite key with names in quotes', { composite: true, quoted: true, schema: 'Sales' }, {}],
  ])('%s keeps its promises', async (_, shape, options) => {
    const s = shop(shape)
    const held = await hold(engine, on(s, s.design, 'archive-table', options))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('takes the reason of a plain DELETE from the setting', async () => {
    const s = shop()
    await load(on(s, s.design, 'archive-table'))
    await ask(owner, customer)
    await ask(app, row('x'), "set local app.archive_reason = 'asked for'", 'delete from orders')
    expect(await ask(app, "select archived_by || ': ' || archive_reason from orders_archive")).toBe(
      'ann: asked for',
    )
  })

  it('of a table without a key is an error at the table, with a way out', () => {
    const s = shop()
    const keyless = applyChanges(s.design, [
      { id: s.id('items>orders'), to: null },
      { id: s.id('orders.pk'), to: null },
    ]).design
    const { issues } = compile(on(s, keyless, 'archive-table'), registry)
    const [issue] = issues.filter((i) => i.severity === 'error')
    expect([issue?.code, issue?.waysOut.length]).toEqual(['archive-table/no-key', 1])
  })

  it('rejects an interval that is none at the option', () => {
    const s = shop()
    const { issues } = compile(on(s, s.design, 'archive-table', { purgeAfter: 'soon' }), registry)
    expect(issues.map((i) => [i.code, i.option])).toEqual([['use/options', 'purgeAfter']])
  })
})

describe('rows that reference an archived one', () => {
  it.each([
    ['cascade', 'children:cascade'],
    ['set null', 'children:set-null'],
    ['no action', 'children'],
  ] as const)('follow their own rule: %s', async (onDelete, role) => {
    const s = shop()
    const drawn = [...s.design.records.values()].flatMap((r): readonly Change[] => {
      if (r.kind === 'fk' && r.id === s.id('items>orders')) return [{ id: r.id, to: { ...r, onDelete } }]
      return r.kind === 'column' && r.id === s.id('items.order_id')
        ? [{ id: r.id, to: { ...r, notNull: onDelete !== 'set null' } }]
        : []
    })
    const held = await hold(engine, on(s, applyChanges(s.design, drawn).design, 'archive-table'))
    expect([...held.refused, ...broken(held)]).toEqual([])
    const about = [...held.answers.keys()].filter((k) => /\/children[^/]*$/.test(k))
    expect(about.map((k) => k.slice(k.lastIndexOf('/') + 1))).toEqual([role])
  })

  it('are promised nothing where they could not let go', async () => {
    const s = shop()
    const drawn = [...s.design.records.values()].flatMap((r) =>
      r.kind === 'fk' && r.id === s.id('items>orders')
        ? [{ id: r.id, to: { ...r, onDelete: 'set null' } as const }]
        : [],
    )
    const held = await hold(engine, on(s, applyChanges(s.design, drawn).design, 'archive-table'))
    expect(broken(held)).toEqual([])
    expect([...held.answers.keys()].filter((k) => k.includes('/children'))).toEqual([])
  })
})
