import { describe, expect, it } from 'vitest'
import { name, qualified, sql } from '../../src/catalog/index.ts'
import { app, insert } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { type Connection, onServer, type Real } from './pg.ts'

const { open } = onServer()
const s = shop()
const orders = s.id<'table'>('orders')
const design = on(s, s.design, 'outbox')

const publish = (c: Connection, about: string, type: string): Promise<unknown> =>
  c.rows(`select publish_outbox('thing', '${about}', '${type}')`)
const claim = async (c: Connection, batch = 10): Promise<readonly (string | null)[]> =>
  (await c.rows(`select type from claim_outbox(${batch})`)).map((r) => r[0] ?? null)
const connections = (db: Real, as: 'app' | 'owner', n: number): Promise<readonly Connection[]> =>
  Promise.all(Array.from({ length: n }, () => db.connect({ as })))

const customer = "insert into customers overriding system value values (1, 'a@example.org')"
const filled = (rows: number): string =>
  `insert into orders (customer_id, number, status, total) select 1, 'N' || n, 's', 0 from generate_series(1, ${rows}) n`

describe('an outbox with several relays', () => {
  it('hands no message to two claims at once, however they interleave', async ({ skip }) => {
    const db = await open(design, skip)
    const [writer] = await connections(db, 'app', 1)
    const relays = await connections(db, 'owner', 4)
    if (!writer) throw new Error('no connection')
    await writer.rows(`select publish_outbox('thing', n::text, n::text) from generate_series(1, 200) n`)
    const got = await Promise.all(
      relays.map(async (r) => {
        const mine: string[] = []
        for (let batch = ['']; batch.length > 0; mine.push(...batch)) {
          batch = (await r.rows('select type from claim_outbox(7)')).map((x) => x[0] ?? '')
        }
        return mine
      }),
    )
    expect(got.flat().sort()).toEqual(Array.from({ length: 200 }, (_, i) => String(i + 1)).sort())
    expect(got.filter((g) => g.length > 0).length).toBeGreaterThan(1)
  })

  it.for([{}, { order: 'none' }, { dead: 'wait' }])(
    'looks at few rows however long the backlog is, with %o',
    async (options, { skip }) => {
      const db = await open(on(s, s.design, 'outbox', options), skip)
      const [writer] = await connections(db, 'app', 1)
      const root = await db.connect({ as: 'superuser' })
      if (!writer) throw new Error('no connection')
      // What a backend has looked at and not yet reported, which may be that of more than one transaction.
      const looked = async () =>
        Number(
          (
            await root.rows(
              `select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'outbox'`,
            )
          )[0]?.[0],
        )
      await writer.rows(`select publish_outbox('thing', n::text, 't') from generate_series(1, 10000) n`)
      // Dead ones stand before all that wait.
      await root.rows('update outbox set dead_at = now() where id <= 1000')
      await root.rows('analyze outbox')
      await root.rows('begin')
      const before = await looked()
      expect(await root.rows('select count(*) from claim_outbox(10)')).toEqual([['10']])
      expect((await looked()) - before).toBeLessThan(200)
      await root.rows('rollback')
    },
  )

  it('a message that ended all its workers is given up, and those about other things come', async ({
    skip,
  }) => {
    const db = await open(on(s, s.design, 'outbox', { attempts: 2 }), skip)
    const [writer] = await connections(db, 'app', 1)
    const [relay] = await connections(db, 'owner', 1)
    if (!writer || !relay) throw new Error('no connection')
    for (const type of ['deadly', 'next']) await publish(writer, 'a', type)
    await publish(writer, 'b', 'other')
    const crash = async () =>
      (await relay.rows(`select type from claim_outbox(1, interval '0 seconds')`)).flat()
    expect(await crash()).toEqual(['deadly'])
    expect(await crash()).toEqual(['deadly'])
    expect(await claim(relay)).toEqual(['next', 'other'])
    expect(await relay.rows('select type, last_error from dead_outbox')).toEqual([
      ['deadly', 'its workers ended without an answer'],
    ])
  })

  it('skips what another claim holds without waiting for it, and its aggregate too', async ({ skip }) => {
    const db = await open(design, skip)
    const [writer] = await connections(db, 'app', 1)
    const [one, two] = await connections(db, 'owner', 2)
    if (!writer || !one || !two) throw new Error('no connection')
    await publish(writer, 'a', 'a1')
    await publish(writer, 'a', 'a2')
    await publish(writer, 'b', 'b1')
    await one.rows('begin')
    expect(await claim(one, 1)).toEqual(['a1'])
    expect(await claim(two)).toEqual(['b1'])
    await one.rows('rollback')
    expect(await claim(two)).toEqual(['a1'])
    expect(await claim(one)).toEqual([])
  })

  it('keeps the order in which transactions about one thing commit', async ({ skip }) => {
    const db = await open(design, skip)
    const [ann, ben, cat] = await connections(db, 'app', 3)
    const [relay] = await connections(db, 'owner', 1)
    if (!ann || !ben || !cat || !relay) throw new Error('no connection')
    await ann.rows('begin')
    await publish(ann, 'a', 'ann')
    const second = publish(ben, 'a', 'ben')
    await db.waits(ben)
    await publish(cat, 'b', 'cat')
    expect(await claim(relay)).toEqual(['cat'])
    await ann.rows('commit')
    await second
    expect(await claim(relay)).toEqual(['ann'])
    const confirmed = 'select sum(confirm_outbox(array[id], claim_id)) from outbox where claim_id is not null'
    expect(await relay.rows(confirmed)).toEqual([['2']])
    expect(await claim(relay)).toEqual(['ben'])
    const numbers = await relay.rows(`select type from outbox where aggregate_id = 'a' order by id`)
    expect(numbers.flat()).toEqual(['ann', 'ben'])
  })

  it('tells of more rows in one statement than the server has locks for', async ({ skip }) => {
    const db = await open(design, skip)
    const owner = await db.connect({ as: 'owner' })
    await owner.rows(customer)
    await owner.rows(filled(30_000))
    expect(await owner.rows('select count(*) from outbox')).toEqual([['30000']])
  }, 120_000)

  it('keeps the order of changes of a row and messages about it, whoever comes first', async ({ skip }) => {
    const db = await open(design, skip)
    const [ann, ben] = await connections(db, 'app', 2)
    if (!ann || !ben) throw new Error('no connection')
    await ann.rows(customer)
    await ann.rows(filled(1))
    const [change, tell] = [
      'update orders set total = total + 1',
      "select publish_outbox('orders', '1', 'told')",
    ]
    for (const [first, second] of [
      [change, tell],
      [tell, change],
    ]) {
      await ann.rows('begin')
      await ann.rows(first ?? '')
      const waiting = ben.rows(second ?? '')
      await db.waits(ben)
      await ann.rows('commit')
      await waiting
    }
    const told = await ann.rows('select type from outbox order by id')
    expect(told.flat()).toEqual(['inserted', 'updated', 'told', 'told', 'updated'])
  })

  it('does not meet crosswise with who has the row already', async ({ skip }) => {
    const db = await open(design, skip)
    const [ann, ben] = await connections(db, 'app', 2)
    if (!ann || !ben) throw new Error('no connection')
    for (const c of [ann, ben]) await c.rows("set lock_timeout = '10s'")
    await ann.rows(customer)
    await ann.rows(filled(1))
    for (const c of [ann, ben]) await c.rows('begin')
    await ann.rows('select from orders where id = 1 for update')
    const told = ben.refused("select publish_outbox('orders', '1', 'told'); update orders set total = 2")
    await db.waits(ben)
    expect(await ann.refused('update orders set total = 3')).toBeUndefined()
    await ann.rows('commit')
    expect(await told).toBeUndefined()
    await ben.rows('commit')
  })

  it('finds the row by the key that its messages have', async ({ skip }) => {
    const wide = shop({ composite: true, quoted: true })
    const table = wide.id<'table'>('orders')
    const db = await open(on(wide, wide.design, 'outbox'), skip)
    await db.play(app(insert(table, 'a')))
    const [ann, ben] = await connections(db, 'app', 2)
    if (!ann || !ben) throw new Error('no connection')
    const publishAgain = `select publish_outbox(aggregate_type, aggregate_id, 'told') from outbox limit 1`
    await ann.rows('begin')
    await ann.rows(db.sql(sql`select from ${qualified(table)} for update`))
    const told = ben.rows(publishAgain)
    await db.waits(ben)
    await ann.rows('commit')
    await told
    expect(await ann.rows('select count(*) from outbox')).toEqual([['2']])
  })

  it('tells about rows of the caller’s tenant alone', async ({ skip }) => {
    const db = await open(on(s, design, 'tenancy-row'), skip)
    await db.play(app(insert(orders, 'a')), { ...app(insert(orders, 'b')), tenant: 'b' })
    const all = await db.connect({ as: 'superuser' })
    const rows = await all.rows('select tenant_id, id from orders order by id')
    const [ann, ben] = await Promise.all(rows.map(([tenant]) => db.connect({ tenant: tenant ?? '' })))
    if (!ann || !ben) throw new Error('no connection')
    await ann.rows('begin')
    await ann.rows('update orders set total = total + 1')
    await ben.rows(`select publish_outbox('orders', '${rows[0]?.[1]}', 'of no row of mine')`)
    const held = ben.refused(
      `set lock_timeout = '1s'; select publish_outbox('orders', '${rows[1]?.[1]}', 'of mine')`,
    )
    expect(await held).toBeUndefined()
    await ann.rows('commit')
  })

  it('without an order, lets writers of one thing not wait', async ({ skip }) => {
    const db = await open(on(s, s.design, 'outbox', { order: 'none' }), skip)
    const [ann, ben] = await connections(db, 'app', 2)
    const [relay] = await connections(db, 'owner', 1)
    if (!ann || !ben || !relay) throw new Error('no connection')
    await ann.rows('begin')
    await publish(ann, 'a', 'ann')
    await publish(ben, 'a', 'ben')
    expect(await claim(relay)).toEqual(['ben'])
    await ann.rows('commit')
    expect(await claim(relay)).toEqual(['ann'])
  })

  it('takes no answer of a relay whose lease is over once another one has the message', async ({ skip }) => {
    const db = await open(design, skip)
    const [writer] = await connections(db, 'app', 1)
    const [late, next] = await connections(db, 'owner', 2)
    if (!writer || !late || !next) throw new Error('no connection')
    await publish(writer, 'a', 'a1')
    const take = async (c: Connection, lease: string) =>
      (await c.rows(`select id, claim_id from claim_outbox(1, interval '${lease}')`))[0] ?? []
    const [id, first] = await take(late, '0 seconds')
    const [, second] = await take(next, '1 hour')
    expect(second).not.toBe(first)
    const state = 'select attempts, available_at, sent_at, last_error from outbox'
    const before = await next.rows(state)
    expect(await late.rows(`select fail_outbox(${id}, '${first}', 'too slow')`)).toEqual([['f']])
    expect(await late.rows(`select confirm_outbox(array[${id}], '${first}')`)).toEqual([['0']])
    expect(await next.rows(state)).toEqual(before)
    expect(await next.rows(`select confirm_outbox(array[${id}], '${second}')`)).toEqual([['1']])
  })

  it('wakes a relay when the change commits, and not when it is taken back', async ({ skip }) => {
    const db = await open(design, skip)
    const [writer] = await connections(db, 'app', 1)
    const [relay] = await connections(db, 'owner', 1)
    if (!writer || !relay) throw new Error('no connection')
    await relay.rows('listen outbox')
    await writer.rows('begin')
    await publish(writer, 'a', 'lost')
    await writer.rows('rollback')
    await relay.rows('select 1')
    expect(relay.heard).toEqual([])
    await db.play(app(insert(orders, 'a')))
    await relay.rows('select 1')
    expect(relay.heard).toEqual(['outbox'])
    const told = await relay.rows('select aggregate_type, type from claim_outbox()')
    expect(told).toEqual([['orders', 'inserted']])
    await db.play(
      app({
        run: [
          sql`update ${qualified(orders)} set ${name(s.id('orders.note'))} = ${name(s.id('orders.note'))}`,
        ],
        expect: { anything: true },
      }),
    )
    expect(await relay.rows(`select count(*) from outbox`)).toEqual([['1']])
  })

  it('lets the relay’s role claim and confirm, and nothing else', async ({ skip }) => {
    const db = await open(design, skip)
    const [writer] = await connections(db, 'app', 1)
    const root = await db.connect({ as: 'superuser' })
    if (!writer) throw new Error('no connection')
    await publish(writer, 'a', 'a1')
    await root.rows('set role outbox_relay')
    expect(await claim(root)).toEqual(['a1'])
    await root.rows('set role none')
    const token = (await root.rows('select claim_id from outbox'))[0]?.[0]
    await root.rows('set role outbox_relay')
    expect(await root.rows(`select confirm_outbox(array[1::bigint], '${token}')`)).toEqual([['1']])
    for (const no of ['select * from outbox', 'select * from orders', `select publish_outbox('x', '1', 'x')`])
      expect(await root.refused(no)).toBe('42501')
  })
})
