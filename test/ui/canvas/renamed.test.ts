import { expect, it } from 'vitest'
import type { App, Id } from '../../../src/store/index.ts'
import { type Drawn, renamed, touchedBy } from '../../../src/ui/canvas/model/renamed.ts'
import { addTable, columnNamed, modelOf, must, openApp, tableIn } from './open.ts'

const drawnOf = (app: App): Drawn => {
  const { open } = app.state.getState()
  if (!open) throw new Error('nothing is open')
  return { design: open.design, catalog: open.compiled.catalog }
}

interface Site {
  readonly app: App
  readonly orders: Id
  readonly customers: Id
}

/** Two tables with a reference, one with a history beside it and a view. */
const site = async (): Promise<Site> => {
  const app = await openApp()
  const customers = addTable(app, { x: 0, y: 0 }, 'customers', 'email text!')
  const orders = addTable(app, { x: 600, y: 0 }, 'orders', 'customer_id bigint!\nnote text')
  must(
    app,
    app.commands.connect(
      { table: orders, column: columnNamed(app, orders, 'customer_id') },
      { table: customers },
    ),
  )
  for (const pattern of ['soft-delete', 'history-table']) must(app, app.commands.patternOn(pattern, orders))
  return { app, orders, customers }
}

const after = (s: Site, step: (s: Site) => void) => {
  const [before, was] = [modelOf(s.app), drawnOf(s.app)]
  step(s)
  const now = drawnOf(s.app)
  const touched = touchedBy(was, now)
  return {
    before,
    touched,
    short: touched && renamed(before, touched, now.catalog),
    whole: modelOf(s.app, before),
  }
}

const rename = (s: Site, id: Id, name: string) => void must(s.app, s.app.commands.rename(id, name))

it.each<[string, (s: Site) => void]>([
  ['a column', (s) => rename(s, columnNamed(s.app, s.orders, 'note'), 'notes')],
  ['a referencing column', (s) => rename(s, columnNamed(s.app, s.orders, 'customer_id'), 'client_id')],
  ['a table', (s) => rename(s, s.orders, 'order')],
  ['a table that is referenced', (s) => rename(s, s.customers, 'clients')],
])('the picture after renaming %s is the one that is made anew', async (_, step) => {
  const { short, whole } = after(await site(), step)
  expect(short).toEqual(whole)
})

const wide = 'orders_'.repeat(8)
const widened: readonly [string, (s: Site) => void][] = [
  ['a table', (s) => rename(s, s.orders, wide)],
  ['a column', (s) => rename(s, columnNamed(s.app, s.orders, 'note'), wide)],
]

it.each(widened)('where the name of %s makes its table wider, all is placed anew', async (_, step) => {
  const { short } = after(await site(), step)
  expect(short).toBeUndefined()
})

it.each(widened)(
  'where the name of %s makes its table wider, only what shows it is looked at',
  async (_, step) => {
    const s = await site()
    const { before, touched, whole } = after(s, step)
    const seen = modelOf(s.app, before, false, touched?.items)
    expect(seen).toEqual(whole)
    expect(before.byId.get(s.orders)?.rect).not.toEqual(seen.byId.get(s.orders)?.rect)
    expect(tableIn(seen, s.customers)).toBe(tableIn(before, s.customers))
  },
)

it.each<[string, (s: Site) => void]>([
  [
    'a table was moved as well',
    (s) => {
      must(s.app, s.app.commands.place([{ of: s.customers, x: 40, y: 40 }]))
      rename(s, s.orders, 'order')
    },
  ],
  ['a column came', (s) => void must(s.app, s.app.commands.addColumns(s.orders, 'more text'))],
  [
    'a column took another type',
    (s) => {
      const id = columnNamed(s.app, s.orders, 'note')
      must(s.app, s.app.commands.setType(id, { base: 'varchar', mods: [20] }))
    },
  ],
])('the picture is made anew where %s', async (_, step) => {
  const { touched, whole } = after(await site(), step)
  expect(touched).toBeUndefined()
  expect(whole.items.length).toBeGreaterThan(2)
})
