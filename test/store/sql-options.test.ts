import { describe, expect, it } from 'vitest'
import { fill } from '../../src/catalog/index.ts'
import { type App, recordsOf, type Sql } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

const use = 'materialized-view@design#1'
const query = 'select o.customer, count(*) as n from orders o group by o.customer'

const option = (app: App): unknown => recordsOf(openOf(app).design, 'use')[0]?.options?.query
const viewText = (app: App): string => {
  const { catalog } = openOf(app).compiled
  const v = catalog.get(`${use}/view`)
  return v?.kind === 'matview' ? fill(v.query, (r) => catalog.get(r.id)?.name ?? r.id) : ''
}

const withView = async (): Promise<App> => {
  const app = await blank()
  draw(app, 'orders', 'customer text\ntotal numeric')
  must(app, app.commands.patternOn('materialized-view', undefined, { query, name: 'orders_by_customer' }))
  return app
}

describe('SQL in an option', () => {
  it('keeps references: a rename reaches it', async () => {
    const app = await withView()
    expect((option(app) as Sql).refs.length).toBeGreaterThan(0)
    expect(viewText(app)).toBe(query)
    must(app, app.commands.rename(idOf(app, 'orders.customer'), 'buyer'))
    expect(viewText(app)).toBe(query.replaceAll('customer', 'buyer'))
  })

  it('goes back to the default when it is emptied, and when what it names is gone', async () => {
    const app = await withView()
    must(app, app.commands.setOptions(use, { query: '  ' }))
    expect(option(app)).toBeUndefined()
    must(app, app.commands.setOptions(use, { query }))
    must(app, app.commands.remove([idOf(app, 'orders.customer')]))
    expect(option(app)).toBeUndefined()
  })

  it('says which names it did not find', async () => {
    const app = await withView()
    must(app, app.commands.setOptions(use, { query: 'select sum(orders.total) as n from orders, nowhere' }))
    expect(option(app)).toMatchObject({
      refs: expect.arrayContaining([{ id: idOf(app, 'orders'), as: 'name' }]),
    })
    expect(app.commands.setOptions(use, { query: 'select \0' })).toMatchObject({ ok: false })
  })
})
