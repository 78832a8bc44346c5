import { expect, it } from 'vitest'
import type { App, Compiled, Id, Obj } from '../../../src/store/index.ts'
import { sameListed, treeOf } from '../../../src/ui/shell/side/tree-model.ts'
import { addTable, columnNamed, must, openApp } from '../canvas/open.ts'

const id = (s: string) => s as Id
const objects = [
  { kind: 'schema', id: id('s1'), name: 'public' },
  { kind: 'schema', id: id('s2'), name: 'billing' },
  { kind: 'table', id: id('t1'), name: 'orders', schema: id('s1') },
  {
    kind: 'table',
    id: id('t2'),
    name: 'orders_history',
    schema: id('s1'),
    why: { use: id('u1'), role: 'history' },
  },
  { kind: 'view', id: id('v1'), name: 'open_orders', schema: id('s1') },
  { kind: 'column', id: id('c1'), name: 'email', table: id('t1'), rank: 'i', type: { base: 'text' } },
  { kind: 'enum', id: id('e1'), name: 'status', schema: id('s1'), labels: [] },
] as unknown as readonly Obj[]

const compiled = {
  catalog: new Map(objects.map((o) => [o.id, o])),
  leftOut: new Map(),
  traits: { beside: new Map([[id('t2'), id('t1')]]) },
  uses: new Map([[id('u1'), { pattern: { manifest: { title: 'History table' } } }]]),
} as unknown as Compiled

const labels = (more: Partial<Parameters<typeof treeOf>[0]> = {}) =>
  treeOf({ compiled, query: '', folded: new Set(), hideCompanions: false, ...more }).map((r) => r.label)

it('lists schemas with their relations, then types, by name', () => {
  expect(labels()).toEqual([
    'billing',
    'public',
    'open_orders',
    'orders',
    'orders_history',
    'Types',
    'status',
  ])
})
it('an empty schema is shown, an empty section is not', () => {
  expect(labels()).toContain('billing')
  expect(labels()).not.toContain('Routines')
})
it('the section of a schema can be chosen as that schema', () => {
  const rows = treeOf({ compiled, query: '', folded: new Set(), hideCompanions: false })
  expect(rows.filter((r) => r.row === 'section').map((r) => [r.label, r.id])).toEqual([
    ['billing', 's2'],
    ['public', 's1'],
    ['Types', undefined],
  ])
})
it('what is folded is counted but not listed', () => {
  const rows = treeOf({ compiled, query: '', folded: new Set(['s1']), hideCompanions: false })
  expect(rows.find((r) => r.key === 's1')).toMatchObject({ count: 3, open: false })
  expect(rows.some((r) => r.key === 't1')).toBe(false)
})
it('finding a column keeps its table, folded or not', () => {
  expect(labels({ query: 'EMAIL', folded: new Set(['s1']) })).toEqual(['public', 'orders'])
})
it('companions are marked, and hidden on demand', () => {
  const rows = treeOf({ compiled, query: '', folded: new Set(), hideCompanions: false })
  expect(rows.find((r) => r.key === 't2')).toMatchObject({ companion: true, madeBy: 'History table' })
  expect(labels({ hideCompanions: true })).not.toContain('orders_history')
})

it('what is left out is listed with the rest, and said to be', () => {
  const views = objects.filter((o) => o.kind === 'view')
  const leftOut: Compiled['catalog'] = new Map(views.map((o) => [id(o.id), o]))
  const catalog = new Map([...compiled.catalog].filter(([at]) => !leftOut.has(at)))
  const rows = treeOf({
    compiled: { ...compiled, catalog, leftOut },
    query: '',
    folded: new Set(),
    hideCompanions: false,
  })
  expect(rows.map((r) => r.label)).toEqual(labels())
  expect(rows.filter((r) => r.row === 'object' && r.leftOut).map((r) => r.label)).toEqual(['open_orders'])
})

const compiledOf = (app: App): Compiled => {
  const { open } = app.state.getState()
  if (!open) throw new Error('nothing is open')
  return open.compiled
}

const leftOutIn = (app: App): Id => {
  const [found] = compiledOf(app).leftOut.keys()
  if (found === undefined) throw new Error('nothing is left out')
  return found
}

/** Of two views that stand on each other, neither can be made. */
const addCycle = (app: App) => {
  const [one, two] = ['one', 'two'].map((name) => {
    const made = must(app, app.commands.add('view', name)).changes.find((c) => c.to?.kind === 'view')
    if (!made) throw new Error('no view was made')
    return made.id
  }) as [Id, Id]
  must(app, app.commands.setSql(one, 'query', 'select 1 as n'))
  must(app, app.commands.setSql(two, 'query', 'select n from one'))
  must(app, app.commands.setSql(one, 'query', 'select n from two'))
}

it.each<[string, boolean, (app: App, table: Id) => void]>([
  ['a column is renamed', true, (a, t) => must(a, a.commands.rename(columnNamed(a, t, 'note'), 'notes'))],
  ['a table is renamed', false, (a, t) => must(a, a.commands.rename(t, 'order'))],
  ['a column comes', false, (a, t) => must(a, a.commands.addColumns(t, 'more text'))],
  ['a pattern is switched on', false, (a, t) => must(a, a.commands.patternOn('history-table', t))],
  ['a view that is left out is renamed', false, (a) => must(a, a.commands.rename(leftOutIn(a), 'another'))],
])('where %s, the list is known to say the same: %s', async (_, known, step) => {
  const app = await openApp()
  const orders = addTable(app, { x: 0, y: 0 }, 'orders', 'note text')
  addCycle(app)
  const before = compiledOf(app)
  step(app, orders)
  const now = compiledOf(app)
  expect(sameListed(before, now)).toBe(known)
  const rows = (of: Compiled) => treeOf({ compiled: of, query: '', folded: new Set(), hideCompanions: false })
  if (known) expect(rows(now)).toEqual(rows(before))
})
