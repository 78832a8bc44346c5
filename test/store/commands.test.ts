import { describe, expect, it } from 'vitest'
import { recordsOf, serialise } from '../../src/design/index.ts'
import type { App, Attempt, Id } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

/** Customers, orders with a status enum, a view over both, and a query. */
const shop = async (): Promise<App> => {
  const app = await blank()
  const c = app.commands
  draw(app, 'customers', 'email text!\ncity text')
  draw(app, 'orders', 'customer_id bigint!\nplaced_at timestamptz! = now()\ntotal numeric(12,2) = 0')
  must(
    app,
    c.connect(
      { table: idOf(app, 'customers'), column: idOf(app, 'customers.id') },
      { table: idOf(app, 'orders') },
    ),
  )
  must(app, app.commands.toggleUnique(idOf(app, 'customers.email')))
  must(app, app.commands.addCheck(idOf(app, 'orders'), 'total >= 0'))
  must(app, app.commands.addIndex(idOf(app, 'orders'), [idOf(app, 'orders.placed_at')]))
  must(app, app.commands.add('view', 'big_orders'))
  must(
    app,
    app.commands.setSql(
      idOf(app, 'big_orders'),
      'query',
      'select o.id, o.total from orders o where o.total > 100',
    ),
  )
  must(app, app.commands.add('enum', 'order_status'))
  must(app, app.commands.saveQuery('All', 'select 1'))
  return app
}

type Case = readonly [name: string, build: (app: App) => Attempt]
const at = { x: 10, y: 20 }

const cases: readonly Case[] = [
  ['addTable', (a) => a.commands.addTable(at)],
  ['rename a table', (a) => a.commands.rename(idOf(a, 'orders'), 'purchases')],
  ['rename a column', (a) => a.commands.rename(idOf(a, 'orders.total'), 'sum')],
  ['remove a table', (a) => a.commands.remove([idOf(a, 'orders')])],
  ['remove a column', (a) => a.commands.remove([idOf(a, 'orders.total')])],
  ['remove the parent', (a) => a.commands.remove([idOf(a, 'customers')])],
  ['duplicate', (a) => a.commands.duplicate([idOf(a, 'orders'), idOf(a, 'customers')])],
  ['paste', (a) => a.commands.paste(a.commands.copy([idOf(a, 'orders')]), at)],
  [
    'addColumns',
    (a) => a.commands.addColumns(idOf(a, 'orders'), 'note text\n"Full name" varchar(20)! = \'x\''),
  ],
  [
    'addColumns in the middle',
    (a) => a.commands.addColumns(idOf(a, 'orders'), 'mid', idOf(a, 'orders.customer_id')),
  ],
  ['setColumn', (a) => a.commands.setColumn(idOf(a, 'orders.total'), { notNull: true })],
  ['setColumnType', (a) => a.commands.setColumnType(idOf(a, 'orders.total'), 'order_status[]?')],
  ['moveColumn', (a) => a.commands.moveColumn(idOf(a, 'orders.total'), idOf(a, 'orders.id'))],
  ['togglePrimaryKey', (a) => a.commands.togglePrimaryKey(idOf(a, 'orders.customer_id'))],
  ['toggleUnique', (a) => a.commands.toggleUnique(idOf(a, 'customers.email'))],
  ['setDefault', (a) => a.commands.setDefault(idOf(a, 'orders.total'), '1 + 1')],
  [
    'connect',
    (a) =>
      a.commands.connect(
        { table: idOf(a, 'orders') },
        { table: idOf(a, 'customers'), column: idOf(a, 'customers.email') },
      ),
  ],
  ['linkMany', (a) => a.commands.linkMany(idOf(a, 'orders'), idOf(a, 'customers'))],
  [
    'addKey',
    (a) =>
      a.commands.addKey(idOf(a, 'orders'), [idOf(a, 'orders.placed_at'), idOf(a, 'orders.total')], false),
  ],
  ['addCheck', (a) => a.commands.addCheck(idOf(a, 'orders'), 'placed_at > now()')],
  [
    'addExclusion',
    (a) =>
      a.commands.addExclusion(idOf(a, 'orders'), 'gist', [
        { text: 'customer_id', operator: '=' },
        { text: 'tstzrange(placed_at, null)', operator: '&&' },
      ]),
  ],
  ['setSql', (a) => a.commands.setSql(idOf(a, 'big_orders'), 'query', 'select id from customers')],
  ['add a trigger', (a) => a.commands.add('trigger', 'touch', idOf(a, 'orders'))],
  ['add a policy', (a) => a.commands.add('policy', 'mine', idOf(a, 'orders'))],
  ['setType', (a) => a.commands.setType(idOf(a, 'orders.total'), { base: 'integer' })],
  ['comment', (a) => a.commands.comment(idOf(a, 'orders'), "it's */ $$ --")],
  ['place', (a) => a.commands.place([{ of: idOf(a, 'orders'), x: 5.4, y: 9, hue: 3 }])],
  ['addArea', (a) => a.commands.addArea({ ...at, width: 400, height: 300 })],
  ['addNote', (a) => a.commands.addNote(at)],
  ['patternOn', (a) => a.commands.patternOn('audit-columns', idOf(a, 'orders'))],
  ['patternOn for all tables', (a) => a.commands.patternOn('audit-log')],
  ['settings', (a) => a.commands.settings({ name: 'Shop', appRole: 'web' })],
  ['setTarget', (a) => a.commands.setTarget(16)],
  ['saveQuery', (a) => a.commands.saveQuery('More', 'select 2')],
]

describe('every command', () => {
  it.each(cases)('%s is taken back and done again exactly', async (_name, build) => {
    const app = await shop()
    const before = serialise(openOf(app).design)
    must(app, build(app))
    const after = serialise(openOf(app).design)
    expect(after).not.toBe(before)
    app.undo()
    expect(serialise(openOf(app).design)).toBe(before)
    app.redo()
    expect(serialise(openOf(app).design)).toBe(after)
  })

  it.each(cases)('%s leaves a design that compiles without errors', async (_name, build) => {
    const app = await shop()
    must(app, build(app))
    expect(openOf(app).compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  })
})

describe('a query of an older design', () => {
  it('is written on under the name that it has, whatever that is', async () => {
    const app = await shop()
    const names = ['All', ' All ', 'x'.repeat(70), '']
    const query = recordsOf(openOf(app).design, 'query')[0]
    if (!query) throw new Error('no query')
    const records = names.map((name, i) => ({ ...query, id: `${query.id}9${i}` as Id<'query'>, name }))
    must(app, { name: 'As it was', changes: records.map((to) => ({ id: to.id, to })) })
    for (const r of records) must(app, app.commands.saveQuery(r.name, 'select 5', r.id))
    const after = recordsOf(openOf(app).design, 'query')
    for (const r of records) expect(after).toContainEqual({ ...r, sql: 'select 5' })
  })
})

describe('refusals', () => {
  const refused: readonly (readonly [string, (app: App) => Attempt, RegExp])[] = [
    [
      'a name that is taken',
      (a) => a.commands.rename(idOf(a, 'orders'), 'customers'),
      /table called `customers`/,
    ],
    [
      'a query’s name twice',
      (a) => a.commands.saveQuery(' All ', 'select 2'),
      /Another query is called “All”/,
    ],
    [
      'another query’s name',
      (a) => {
        must(a, a.commands.saveQuery('Some', 'select 2'))
        const some = recordsOf(openOf(a).design, 'query').find((q) => q.name === 'Some')
        return a.commands.saveQuery('All', 'select 3', some?.id)
      },
      /Another query is called “All”/,
    ],
    ['an empty name', (a) => a.commands.rename(idOf(a, 'orders'), '  '), /cannot be empty/],
    ['a name of 64 bytes', (a) => a.commands.rename(idOf(a, 'orders'), 'ü'.repeat(32)), /64 bytes/],
    ['half a character', (a) => a.commands.rename(idOf(a, 'orders'), 'a\ud800'), /half of a character/],
    [
      'a type that is none',
      (a) => a.commands.setColumnType(idOf(a, 'orders.total'), 'nonsense'),
      /no type “nonsense”/,
    ],
    ['a column twice', (a) => a.commands.addColumns(idOf(a, 'orders'), 'a\na'), /column `a` already/],
    [
      'a type in use',
      (a) => {
        must(a, a.commands.setColumnType(idOf(a, 'orders.total'), 'order_status'))
        return a.commands.remove([idOf(a, 'order_status')])
      },
      /`orders.total` still uses `order_status`/,
    ],
    [
      'an incompatible reference',
      (a) =>
        a.commands.connect(
          { table: idOf(a, 'customers'), column: idOf(a, 'customers.id') },
          { table: idOf(a, 'orders'), column: idOf(a, 'orders.placed_at') },
        ),
      /cannot be compared/,
    ],
    [
      'no key on either side',
      (a) =>
        a.commands.connect(
          { table: idOf(a, 'orders'), column: idOf(a, 'orders.total') },
          { table: idOf(a, 'customers'), column: idOf(a, 'customers.city') },
        ),
      /Neither .* is a key/,
    ],
    [
      'the same reference twice',
      (a) =>
        a.commands.connect(
          { table: idOf(a, 'orders'), column: idOf(a, 'orders.customer_id') },
          { table: idOf(a, 'customers') },
        ),
      /exists already/,
    ],
    [
      'a second primary key',
      (a) => a.commands.addKey(idOf(a, 'orders'), [idOf(a, 'orders.total')], true),
      /primary key already/,
    ],
    [
      'a key that is pointed at',
      (a) => a.commands.togglePrimaryKey(idOf(a, 'customers.id')),
      /points at this key/,
    ],
    ['an unknown pattern', (a) => a.commands.patternOn('no-such', idOf(a, 'orders')), /no pattern/],
    ['a table pattern without a table', (a) => a.commands.patternOn('audit-columns'), /for a table/],
    [
      'a pattern twice',
      (a) => {
        must(a, a.commands.patternOn('audit-columns', idOf(a, 'orders')))
        return a.commands.patternOn('audit-columns', idOf(a, 'orders'))
      },
      /is on already/,
    ],
    [
      'renaming what a switch made',
      (a) => {
        must(a, a.commands.patternOn('audit-columns', idOf(a, 'orders')))
        return a.commands.rename(idOf(a, 'orders.created_at'), 'made_at')
      },
      /made by the switch “.+” on `orders`/,
    ],
    [
      'removing what a switch made',
      (a) => {
        must(a, a.commands.patternOn('audit-columns', idOf(a, 'orders')))
        return a.commands.remove([idOf(a, 'orders.created_at')])
      },
      /made by the switch/,
    ],
    ['a clipboard of something else', (a) => a.commands.paste('hello', at), /nothing that Damask copied/],
    [
      'a hostile clipboard',
      (a) => a.commands.paste('{"format":1,"id":"x","authors":[],"records":{"__proto__":{}}}', at),
      /nothing that Damask copied/,
    ],
    ['a setting without a dot', (a) => a.commands.settings({ actorSetting: 'user' }), /two words with a dot/],
  ]
  it.each(refused)('%s', async (_name, build, words) => {
    const app = await shop()
    const attempt = build(app)
    const before = openOf(app).design
    expect(attempt).toMatchObject({ ok: false, error: { message: expect.stringMatching(words) } })
    expect(app.run(attempt)).toBe(false)
    expect(openOf(app).design).toBe(before)
    expect(app.state.getState().notice?.tone).toBe('error')
  })
})
