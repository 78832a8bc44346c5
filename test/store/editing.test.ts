import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { serialise } from '../../src/design/index.ts'
import { emit } from '../../src/sql/index.ts'
import { type App, type Id, type RecordOf, registry } from '../../src/store/index.ts'
import { blank, browser, draw, idOf, must, openOf } from './world.ts'

const records = <
  K extends RecordOf<'fk'>['kind'] | 'column' | 'key' | 'use' | 'place' | 'index' | 'check' | 'exclusion',
>(
  app: App,
  kind: K,
): readonly RecordOf<K>[] =>
  [...openOf(app).design.records.values()].filter((r): r is RecordOf<K> => r.kind === kind)
const nameOf = (app: App, id: Id): string => openOf(app).compiled.catalog.get(id)?.name ?? ''
const one = <T>(list: readonly T[]): T => {
  const [first, ...more] = list
  if (first === undefined || more.length > 0) throw new Error(`${list.length} instead of one`)
  return first
}

/** `orders(customer_id) -> customers(id)` of the only foreign key. */
const reference = (app: App): string => {
  const f = one(records(app, 'fk'))
  const list = (ids: readonly Id[]) => ids.map((id) => nameOf(app, id)).join()
  return `${nameOf(app, f.table)}(${list(f.columns)}) -> ${nameOf(app, f.references)}(${list(f.refColumns)})`
}

describe('connect', () => {
  const ends: readonly (readonly [from: string, to: string, expected: string])[] = [
    ['customers.id', 'orders', 'orders(customer_id) -> customers(id)'],
    ['orders', 'customers.id', 'orders(customer_id) -> customers(id)'],
    ['customers.id', 'orders.buyer', 'orders(buyer) -> customers(id)'],
    ['orders.buyer', 'customers.id', 'orders(buyer) -> customers(id)'],
    ['orders.buyer', 'customers', 'orders(buyer) -> customers(id)'],
    ['customers', 'orders.buyer', 'orders(buyer) -> customers(id)'],
    ['customers.email', 'orders', 'orders(customer_email) -> customers(email)'],
    ['orders.id', 'customers.id', 'customers(id) -> orders(id)'],
    ['orders', 'orders.id', 'orders(parent_id) -> orders(id)'],
    ['orders.buyer', 'orders.id', 'orders(buyer) -> orders(id)'],
  ]
  it.each(ends)('from %s to %s makes %s', async (from, to, expected) => {
    const app = await blank()
    draw(app, 'customers', 'email text!')
    draw(app, 'orders', 'buyer bigint')
    must(app, app.commands.toggleUnique(idOf(app, 'customers.email')))
    const end = (path: string) => {
      const [table = ''] = path.split('.')
      return path === table
        ? { table: idOf(app, table) }
        : { table: idOf(app, table), column: idOf(app, path) }
    }
    must(app, app.commands.connect(end(from), end(to)))
    expect(reference(app)).toBe(expected)
    expect(openOf(app).compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('takes an existing column that is called so and fits, and makes another where it does not fit', async () => {
    const app = await blank()
    const customers = draw(app, 'customers', '')
    const orders = draw(app, 'orders', 'customer_id integer')
    must(
      app,
      app.commands.connect({ table: customers, column: idOf(app, 'customers.id') }, { table: orders }),
    )
    expect(reference(app)).toBe('orders(customer_id) -> customers(id)')
    const notes = draw(app, 'notes', 'customer_id text')
    must(app, app.commands.connect({ table: customers, column: idOf(app, 'customers.id') }, { table: notes }))
    expect(idOf(app, 'notes.customer_id_2')).toBeTruthy()
  })

  it('references a composite key with as many columns', async () => {
    const app = await blank()
    const stock = draw(app, 'stock', 'warehouse_id bigint!\nshelf text!')
    must(app, app.commands.remove([idOf(app, 'stock.id')]))
    must(app, app.commands.addKey(stock, [idOf(app, 'stock.warehouse_id'), idOf(app, 'stock.shelf')], true))
    const moves = draw(app, 'moves', 'warehouse_id bigint')
    must(app, app.commands.connect({ table: stock, column: idOf(app, 'stock.shelf') }, { table: moves }))
    expect(reference(app)).toBe('moves(warehouse_id,stock_shelf) -> stock(warehouse_id,shelf)')
  })

  it('keeps aiming at the drawn key where tenancy widens it', async () => {
    const app = await blank()
    const customers = draw(app, 'customers', '')
    const orders = draw(app, 'orders', '')
    must(app, app.commands.patternOn('tenancy-row'))
    must(
      app,
      app.commands.connect({ table: customers, column: idOf(app, 'customers.id') }, { table: orders }),
    )
    expect(reference(app)).toBe('orders(customer_id) -> customers(id)')
    const made = [...openOf(app).compiled.catalog.values()].find((o) => o.kind === 'fk' && !o.why)
    expect(made?.kind === 'fk' ? made.columns.length : 0).toBe(2)
  })
})

describe('remove', () => {
  const shop = async (): Promise<App> => {
    const app = await blank()
    draw(app, 'customers', 'email text')
    draw(app, 'orders', 'customer_id bigint\ntotal numeric')
    must(
      app,
      app.commands.connect(
        { table: idOf(app, 'orders'), column: idOf(app, 'orders.customer_id') },
        { table: idOf(app, 'customers') },
      ),
    )
    must(app, app.commands.addCheck(idOf(app, 'orders'), 'total > 0'))
    must(
      app,
      app.commands.addIndex(idOf(app, 'orders'), [
        idOf(app, 'orders.customer_id'),
        idOf(app, 'orders.total'),
      ]),
    )
    must(app, app.commands.add('view', 'sums'))
    must(app, app.commands.setSql(idOf(app, 'sums'), 'query', 'select o.total from orders o'))
    return app
  }
  const kindsLeft = (app: App): string =>
    [...openOf(app).compiled.catalog.values()]
      .map((o) => o.kind)
      .filter((k) => k !== 'schema' && k !== 'role')
      .sort()
      .join(' ')

  const cases: readonly (readonly [string, string, string])[] = [
    [
      'orders.total',
      'Remove column and 3 that needed it',
      'column column column column fk key key table table',
    ],
    ['orders', 'Remove table and 1 that needed it', 'column column key table'],
    ['customers', 'Remove table and 1 that needed it', 'check column column column index key table view'],
    [
      'customers.id',
      'Remove column and 2 that needed it',
      'check column column column column index key table table view',
    ],
    ['sums', 'Remove view', 'check column column column column column fk index key key table table'],
  ]
  it.each(cases)('of %s: %s', async (path, name, left) => {
    const app = await shop()
    must(app, app.commands.remove([idOf(app, path)]))
    expect(openOf(app).undo[0]).toBe(name)
    expect(kindsLeft(app)).toBe(left)
  })

  it('of a parent takes it out of the options that name it', async () => {
    const app = await blank()
    const parents = ['posts', 'photos', 'events'].map((n) => draw(app, n, ''))
    const comments = draw(app, 'comments', 'body text')
    must(app, app.commands.patternOn('exclusive-arc', comments, { parents }))
    must(app, app.commands.remove([parents[1] ?? '']))
    expect(one(records(app, 'use')).options).toEqual({ parents: [parents[0], parents[2]] })
    expect(openOf(app).compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('of a switch takes what was drawn on its objects', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', '')
    must(app, app.commands.patternOn('soft-delete', orders))
    must(app, app.commands.addIndex(orders, [idOf(app, 'orders.deleted_at')]))
    must(app, app.commands.patternOff(one(records(app, 'use')).id))
    expect(records(app, 'index')).toEqual([])
    expect(openOf(app).compiled.issues).toEqual([])
  })

  it('of everything leaves settings and schema', async () => {
    const app = await shop()
    must(app, app.commands.patternOn('history-table', idOf(app, 'orders')))
    const all = [...openOf(app).compiled.catalog.values()].flatMap((o) =>
      o.kind === 'table' || o.kind === 'view' ? [o.id] : [],
    )
    must(app, app.commands.remove(all))
    expect([...openOf(app).design.records.values()].map((r) => r.kind).sort()).toEqual(['schema', 'settings'])
  })
})

describe('copies', () => {
  const pair = async (): Promise<App> => {
    const app = await blank()
    const customers = draw(app, 'customers', 'email text')
    const orders = draw(app, 'orders', 'customer_id bigint\nstatus text')
    must(
      app,
      app.commands.connect({ table: orders, column: idOf(app, 'orders.customer_id') }, { table: customers }),
    )
    must(app, app.commands.addCheck(orders, 'customer_id > 0'))
    must(app, app.commands.patternOn('soft-delete', orders))
    must(app, app.commands.patternOn('state-machine', idOf(app, 'orders.status'), { history: true }))
    must(app, app.commands.addIndex(orders, [idOf(app, 'orders.deleted_at')]))
    return app
  }

  it('of one table keep its outgoing references, checks and switches under new ids', async () => {
    const app = await pair()
    must(app, app.commands.duplicate([idOf(app, 'orders')]))
    const copy = idOf(app, 'orders_copy')
    const fk = one(records(app, 'fk').filter((f) => f.table === copy))
    expect(nameOf(app, fk.references)).toBe('customers')
    expect(fk.columns).toEqual([idOf(app, 'orders_copy.customer_id')])
    expect(records(app, 'use').map((u) => u.id)).toEqual(
      expect.arrayContaining([`soft-delete@${copy}#1`, `state-machine@${idOf(app, 'orders_copy.status')}#1`]),
    )
    expect(one(records(app, 'index').filter((i) => i.table === copy)).elements).toEqual([
      { column: idOf(app, 'orders_copy.deleted_at') },
    ])
    expect(openOf(app).compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    must(app, app.commands.duplicate([idOf(app, 'orders')]))
    expect(idOf(app, 'orders_copy_2')).toBeTruthy()
  })

  it('of several tables reference one another', async () => {
    const app = await pair()
    must(app, app.commands.duplicate([idOf(app, 'orders'), idOf(app, 'customers')]))
    const fk = one(records(app, 'fk').filter((f) => f.table === idOf(app, 'orders_copy')))
    expect(fk.references).toBe(idOf(app, 'customers_copy'))
  })

  it('go into another design with the types they use, without what is not there', async () => {
    const from = await pair()
    must(from, from.commands.add('enum', 'colour'))
    must(from, from.commands.addColumns(idOf(from, 'orders'), 'shade colour'))
    const text = from.commands.copy([idOf(from, 'orders')])
    const to = browser().tab()
    await to.create()
    must(to, to.commands.paste(text, { x: 500, y: 300 }))
    expect(records(to, 'fk')).toEqual([])
    expect(idOf(to, 'colour')).toBeTruthy()
    expect(records(to, 'place').map((p) => [p.x, p.y])).toEqual([[500, 300]])
    expect(openOf(to).compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    must(to, to.commands.paste(text, { x: 0, y: 0 }))
    expect(idOf(to, 'orders_copy')).toBeTruthy()
    expect(() => idOf(to, 'colour_copy')).toThrow()
  })
})

describe('patterns', () => {
  it('off and on again give the same ids', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', '')
    must(app, app.commands.patternOn('audit-columns', orders))
    const ids = [...openOf(app).compiled.catalog.keys()]
    const before = serialise(openOf(app).design)
    must(app, app.commands.patternOff(`audit-columns@${orders}#1`))
    must(app, app.commands.patternOn('audit-columns', orders))
    expect([...openOf(app).compiled.catalog.keys()]).toEqual(ids)
    expect(serialise(openOf(app).design)).toBe(before)
  })

  it('keep only options that differ from the defaults', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', '')
    must(app, app.commands.patternOn('soft-delete', orders, { view: true, by: false }))
    expect(one(records(app, 'use')).options).toEqual({ by: false })
    must(app, app.commands.setOptions(`soft-delete@${orders}#1`, { by: true, guard: true }))
    expect(one(records(app, 'use')).options).toEqual({ guard: true })
    const refused = app.commands.setOptions(`soft-delete@${orders}#1`, { purgeAfter: 'soon' })
    expect(refused).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/90 days.*purgeAfter/) },
    })
  })

  it('ejected leave the catalog as it was, and can be on again under other ids', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', '')
    must(app, app.commands.patternOn('audit-columns', orders))
    const ids = [...openOf(app).compiled.catalog.keys()].sort()
    must(app, app.commands.eject(`audit-columns@${orders}#1`))
    expect([...openOf(app).compiled.catalog.keys()].sort()).toEqual(ids)
    expect(records(app, 'use')).toEqual([])
    must(app, app.commands.rename(idOf(app, 'orders.created_at'), 'made_at'))
    must(app, app.commands.patternOn('audit-columns', orders))
    expect(one(records(app, 'use')).id).toBe(`audit-columns@${orders}#2`)
  })

  it('are not ejected where what others make would change: it is said, with a way out', async () => {
    const app = await blank()
    const people = draw(app, 'people', 'code text!')
    must(app, app.commands.toggleUnique(idOf(app, 'people.code')))
    must(app, app.commands.patternOn('effective-dating', people, { key: [idOf(app, 'people.code')] }))
    must(app, app.commands.patternOn('nested-sets', people))
    const before = openOf(app).design
    expect(app.commands.eject(`effective-dating@${people}#1`)).toMatchObject({
      ok: false,
      error: {
        message:
          'Ejecting “Effective dating” would change what “Nested sets” made, and the schema with it. Eject “Nested sets” first and “Effective dating” then, or switch one of them off.',
      },
    })
    expect(openOf(app).design).toBe(before)
    must(app, app.commands.eject(`nested-sets@${people}#1`))
    must(app, app.commands.eject(`effective-dating@${people}#1`))
    expect(records(app, 'use')).toEqual([])
  })

  it('say in a preview what they would change, and change nothing', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', '')
    const before = openOf(app)
    const preview = app.preview(app.commands.patternOn('audit-columns', orders))
    if (!preview.ok) throw new Error(preview.error.message)
    expect(preview.value.added.join('\n')).toMatch(/created_at timestamptz/)
    expect(preview.value.removed.join('\n')).toMatch(/CREATE TABLE orders/i)
    expect(preview.value.issues).toEqual([])
    expect(openOf(app)).toBe(before)
  })

  it('bring what a preview said without finding it out again, and nothing of one that did not come', async () => {
    const app = await blank()
    const orders = draw(app, 'orders', 'total numeric')
    const on = (pattern: string) => app.commands.patternOn(pattern, orders)
    const preview = app.preview(on('audit-columns'))
    if (!preview.ok) throw new Error(preview.error.message)
    must(app, on('audit-columns'))
    expect(openOf(app).compiled.catalog).toBe(preview.value.compiled.catalog)
    expect(openOf(app).emitted).toBe(preview.value.emitted)
    app.foresee(on('soft-delete'))
    must(app, app.commands.rename(idOf(app, 'orders.total'), 'sum'))
    expect(openOf(app).emitted.text).toContain('sum ')
    expect(openOf(app).emitted.text).not.toContain('deleted_at')
    must(app, on('soft-delete'))
    expect(openOf(app).emitted.text).toMatch(/sum .*deleted_at/s)
    const shown = openOf(app)
    const fresh = compile(shown.design, registry)
    expect(shown.emitted.text).toBe(emit(fresh.catalog, 18).text)
  })
})

describe('undo', () => {
  it('takes typing back as one step, until the person pauses or does something else', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    const t = draw(app, 'orders', '')
    for (const name of ['o', 'or', 'ord']) {
      must(app, app.commands.rename(t, name))
      b.pass(1000)
    }
    b.pass(1000)
    must(app, app.commands.rename(t, 'orde'))
    expect(openOf(app).undo).toEqual(['Rename table', 'Rename table', 'Add table'])
    app.undo()
    expect(nameOf(app, t)).toBe('ord')
    app.undo()
    expect(nameOf(app, t)).toBe('orders')
    must(app, app.commands.rename(t, 'x'))
    expect(openOf(app).redo).toEqual([])
  })

  it('knows no step that changed nothing', async () => {
    const app = await blank()
    const t = draw(app, 'orders', '')
    must(app, app.commands.rename(t, 'orders'))
    expect(openOf(app).undo).toEqual(['Add table'])
  })
})

describe('columns', () => {
  it('come from lines as people type them', async () => {
    const app = await blank()
    draw(
      app,
      'things',
      'a\nb!\nc_id\nd_at\nis_e\n"Full name" varchar(20)!\nf numeric(12,2) = 0\ng text[]?\nh bigserial\ni timestamp(3) with time zone not null = now()',
    )
    const columns = records(app, 'column').filter((c) => c.name !== 'id')
    const shape = (c: RecordOf<'column'>) => [
      c.name,
      c.type,
      c.notNull ?? false,
      c.identity ?? c.default?.text[0] ?? '',
    ]
    expect(columns.map(shape)).toEqual([
      ['a', { base: 'text' }, false, ''],
      ['b', { base: 'text' }, true, ''],
      ['c_id', { base: 'bigint' }, false, ''],
      ['d_at', { base: 'timestamptz' }, false, ''],
      ['is_e', { base: 'boolean' }, false, ''],
      ['Full name', { base: 'varchar', mods: [20] }, true, ''],
      ['f', { base: 'numeric', mods: [12, 2] }, false, '0'],
      ['g', { base: 'text', dims: 1 }, false, ''],
      ['h', { base: 'bigint' }, true, 'by default'],
      ['i', { base: 'timestamptz', mods: [3] }, true, 'now()'],
    ])
  })

  it('keep the references of their expressions when something is renamed', async () => {
    const app = await blank()
    const t = draw(app, 'orders', 'total numeric\ntax numeric')
    must(app, app.commands.addCheck(t, 'tax <= total'))
    must(app, app.commands.rename(idOf(app, 'orders.total'), 'Grand total'))
    expect(openOf(app).emitted.text).toMatch(/tax <= "Grand total"/)
  })

  it('go where they are moved, again and again', async () => {
    const app = await blank()
    const t = draw(app, 'orders', 'a\nb\nc')
    const order = () =>
      records(app, 'column')
        .filter((c) => c.table === t)
        .sort((x, y) => (x.rank < y.rank ? -1 : 1))
        .map((c) => c.name)
        .join('')
    for (let i = 0; i < 200; i++)
      must(app, app.commands.moveColumn(idOf(app, i % 2 ? 'orders.a' : 'orders.c'), idOf(app, 'orders.b')))
    expect(order()).toBe('idcab')
    must(app, app.commands.moveColumn(idOf(app, 'orders.id'), undefined))
    expect(order()).toBe('cabid')
  })
})

describe('place', () => {
  it('gives a colour, leaves it and takes it away', async () => {
    const app = await blank()
    const of = draw(app, 'orders', '')
    const hue = () => one(records(app, 'place')).hue
    must(app, app.commands.place([{ of, x: 0, y: 0, hue: 3 }]))
    expect(hue()).toBe(3)
    must(app, app.commands.place([{ of, x: 8, y: 0 }]))
    expect(hue()).toBe(3)
    must(app, app.commands.place([{ of, x: 8, y: 0, hue: null }]))
    expect(one(records(app, 'place'))).not.toHaveProperty('hue')
  })

  it('makes one step of nudges, and never of a drag with what follows', async () => {
    const app = await blank()
    const of = draw(app, 'orders', '')
    must(app, app.commands.place([{ of, x: 100, y: 0 }]))
    for (const x of [108, 116]) must(app, app.commands.place([{ of, x, y: 0 }], true))
    app.undo()
    expect(one(records(app, 'place')).x).toBe(100)
    app.undo()
    expect(one(records(app, 'place')).x).not.toBe(100)
  })
})
