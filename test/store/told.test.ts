import { expect, it } from 'vitest'
import type { App } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

/** Orders with a check and an index of their own, and what elsewhere reads their total. */
const shop = async (): Promise<App> => {
  const app = await blank()
  draw(app, 'orders', 'total numeric\nnote text')
  draw(app, 'staff', 'name text')
  must(app, app.commands.addCheck(idOf(app, 'orders'), 'total >= 0'))
  must(app, app.commands.addIndex(idOf(app, 'orders'), [idOf(app, 'orders.total')]))
  must(app, app.commands.add('view', 'totals'))
  must(app, app.commands.setSql(idOf(app, 'totals'), 'query', 'select o.total from orders o'))
  must(app, app.commands.add('policy', 'cheap', idOf(app, 'orders')))
  must(app, app.commands.setSql(idOf(app, 'cheap'), 'using', 'total < 10'))
  return app
}
const told = (app: App) => app.state.getState().notice

it('a removal tells what goes elsewhere, by name, with a way back as long as it is the last step', async () => {
  const app = await shop()
  const before = openOf(app).design.records
  must(app, app.commands.remove([idOf(app, 'orders.total')]))
  expect(told(app)?.text).toBe('Gone with it: the view `totals`, the policy `cheap`.')
  told(app)?.action?.run()
  expect(openOf(app).design.records).toEqual(before)
  must(app, app.commands.remove([idOf(app, 'orders.total')]))
  must(app, app.commands.remove([idOf(app, 'orders.note')]))
  expect(told(app)).toBeUndefined()
})

it('a column that was computed from the one that goes is told too', async () => {
  const app = await shop()
  must(app, app.commands.remove([idOf(app, 'totals'), idOf(app, 'cheap')]))
  must(
    app,
    app.commands.addColumns(idOf(app, 'orders'), 'doubled numeric generated always as (total * 2) stored'),
  )
  must(app, app.commands.remove([idOf(app, 'orders.total')]))
  expect(told(app)?.text).toBe('Gone with it: the column `doubled`.')
})

it('a column that goes tells the patterns on it; a table’s own are part of it', async () => {
  const app = await blank()
  draw(app, 'orders', 'status text\nsecret text\nnote text')
  draw(app, 'staff', 'name text')
  const [status, secret] = [idOf(app, 'orders.status'), idOf(app, 'orders.secret')]
  must(app, app.commands.patternOn('state-machine', status))
  must(app, app.commands.patternOn('column-encryption', secret))
  must(app, app.commands.patternOn('soft-delete', idOf(app, 'orders')))
  must(app, app.commands.remove([secret]))
  expect(told(app)?.text).toBe('Gone with it: the pattern “Encrypted column”.')
  app.undo()
  must(app, app.commands.remove([status, secret]))
  expect(told(app)?.text).toBe('Gone with it: the pattern “State machine”, the pattern “Encrypted column”.')
  app.undo()
  must(app, app.commands.remove([idOf(app, 'orders')]))
  expect(told(app)).toBeUndefined()
  app.undo()
  must(app, app.commands.patternOff(`state-machine@${status}#1`))
  expect(told(app)).toBeUndefined()
})

it('a removal of what only its own table speaks of tells nothing', async () => {
  const app = await shop()
  must(app, app.commands.remove([idOf(app, 'totals'), idOf(app, 'cheap')]))
  must(app, app.commands.remove([idOf(app, 'orders.total')]))
  expect(told(app)).toBeUndefined()
  must(app, app.commands.remove([idOf(app, 'staff')]))
  expect(told(app)).toBeUndefined()
})

it('a paste tells what it leaves out, and brings the grants of its tables', async () => {
  const app = await shop()
  must(app, app.commands.setSql(idOf(app, 'cheap'), 'using', 'total < (select count(*) from staff)'))
  must(app, app.commands.add('grant', '', idOf(app, 'orders')))
  const text = app.commands.copy([idOf(app, 'orders')])
  await app.create()
  must(app, app.commands.paste(text, { x: 0, y: 0 }))
  expect(told(app)?.text).toBe('Left out, since it mentions what is not here: the policy `cheap`.')
  expect([...openOf(app).design.records.values()].map((r) => r.kind)).toContain('grant')
})

it('a paste names the reference that it leaves out by its table and columns', async () => {
  const app = await shop()
  must(app, app.commands.connect({ table: idOf(app, 'staff') }, { table: idOf(app, 'orders') }))
  const text = app.commands.copy([idOf(app, 'orders')])
  await app.create()
  must(app, app.commands.paste(text, { x: 0, y: 0 }))
  expect(told(app)?.text).toBe(
    'Left out, since it mentions what is not here: the foreign key of `orders` (staff_id).',
  )
})

it('an extension that comes by itself can be neither renamed nor removed, and says why', async () => {
  const app = await blank()
  draw(app, 'people', 'mail citext')
  const attempt = app.commands.remove([idOf(app, 'citext')])
  expect(attempt.ok ? '' : attempt.error.message).toMatch(
    /`citext` is there because something in the design needs it/,
  )
})

it('a function that was written before its trigger follows renames once the trigger is there', async () => {
  const app = await blank()
  draw(app, 'orders', 'status text')
  must(app, app.commands.add('routine', 'touch'))
  const touch = openOf(app).design.records.get(idOf(app, 'touch'))
  if (touch?.kind !== 'routine') throw new Error('no function')
  must(app, app.commands.put({ ...touch, language: 'plpgsql' }))
  must(app, app.commands.setSql(touch.id, 'returns', 'trigger'))
  must(
    app,
    app.commands.setSql(touch.id, 'body', 'begin\n  new.status := lower(new.status);\n  return new;\nend'),
  )
  must(app, app.commands.add('trigger', 'touched', idOf(app, 'orders')))
  const trigger = [...openOf(app).design.records.values()].find((r) => r.kind === 'trigger')
  if (trigger?.kind !== 'trigger') throw new Error('no trigger')
  must(app, app.commands.put({ ...trigger, routine: touch.id }))
  must(app, app.commands.rename(idOf(app, 'orders.status'), 'state'))
  expect(openOf(app).emitted.text).toContain('new.state := lower(new.state)')
})

it('the function that a trigger came with goes when it runs another, unless it does something or is needed', async () => {
  const app = await blank()
  draw(app, 'orders', 'total numeric')
  const add = (name: string) => must(app, app.commands.add('trigger', name, idOf(app, 'orders')))
  const routines = () =>
    [...openOf(app).design.records.values()].flatMap((r) => (r.kind === 'routine' ? [r.name] : []))
  const trigger = (name: string) => {
    for (const r of openOf(app).design.records.values()) if (r.kind === 'trigger' && r.name === name) return r
    throw new Error(`no trigger ${name}`)
  }
  const routine = (name: string) => {
    for (const r of openOf(app).design.records.values())
      if (r.kind === 'routine' && r.name === name) return r.id
    throw new Error(`no routine ${name}`)
  }
  for (const name of ['one', 'two', 'three', 'four']) add(name)
  must(app, app.commands.put({ ...trigger('two'), routine: routine('one') }))
  expect(told(app)?.text).toBe('Gone with it: the routine `two`, which did nothing.')
  expect(routines().sort()).toEqual(['four', 'one', 'three'])
  app.undo()
  expect(routines().sort()).toEqual(['four', 'one', 'three', 'two'])
  must(app, app.commands.setSql(routine('three'), 'body', 'BEGIN RETURN NULL; END'))
  must(app, app.commands.put({ ...trigger('four'), routine: routine('one') }))
  must(app, app.commands.put({ ...trigger('three'), routine: routine('one') }))
  must(app, app.commands.put({ ...trigger('one'), routine: routine('three') }))
  expect(routines().sort()).toEqual(['one', 'three', 'two'])
})
