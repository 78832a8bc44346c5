import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { name, qualified, sql } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { type Server, startServer } from '../server.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const use = 'observability@design#1'
const design = on(s, on(s, s.design, 'audit-columns'), 'observability', {
  required: [s.id('orders.note')],
  currencies: [s.id('orders.status')],
})
const file = (text: string): string => text.replace(/^--.*$/gm, '').trim()

describe('observability on a server', () => {
  it('counts what was planted: an orphan, a missing value, a time to come, a broken currency', async ({
    skip,
  }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id<'table'>('orders'), 'a')))
    const admin = await db.connect({ as: 'superuser' })
    const found = db.sql(
      sql`select rule from ${qualified(`${use}/data_quality`)} where problems > 0 and relation = '${'public.orders'}' order by 1`,
    )
    const created = `audit-columns@${s.id('orders')}#1/created_at`
    expect((await admin.rows(found)).flat()).toEqual(['currency', 'missing'])
    await admin.rows('set session_replication_role = replica')
    await admin.rows(
      db.sql(sql`update ${qualified(s.id('orders'))} set ${name(s.id('orders.customer_id'))} = -1,
        ${name(s.id('orders.status'))} = 'EUR', ${name(s.id('orders.note'))} = 'x', ${name(created)} = now() + interval '1 day'`),
    )
    expect((await admin.rows(found)).flat()).toEqual(['future', 'orphan'])
  })

  it('asks every question of the file, and sets autovacuum for large tables', async ({ skip }) => {
    const large = on(s, s.design, 'observability', { large: [s.id('orders'), s.id('items')] })
    const db = await open(large, skip)
    const boss = await db.connect({ as: 'owner' })
    const text = (path: string) => file(db.compiled.files.find((f) => f.path === path)?.text ?? '')
    for (const statement of text('observability/questions.sql').split(';\n')) await boss.rows(statement)
    for (const statement of text('observability/autovacuum.sql').split(/;\s*(?:\n|$)/)) {
      if (statement.trim() !== '') await boss.rows(statement)
    }
    const own = db.sql(sql`select count(*) from ${qualified(`${use}/autovacuum`)} where own_settings`)
    expect(await boss.rows(own)).toEqual([['2']])
  })

  it('shows who waits for whom', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id<'table'>('orders'), 'a')))
    const [ann, ben, boss] = [await db.connect(), await db.connect(), await db.connect({ as: 'superuser' })]
    const touch = db.sql(sql`update ${qualified(s.id('orders'))} set total = 1`)
    await ann.rows('begin')
    await ann.rows(touch)
    const waiting = ben.rows(touch)
    await db.waits(ben)
    const seen = db.sql(sql`select pid, blocked_by from ${qualified(`${use}/blocked_sessions`)}`)
    expect(await boss.rows(seen)).toEqual([[String(ben.pid), String(ann.pid)]])
    await ann.rows('commit')
    await waiting
  })
})

describe('the settings that come along', () => {
  let server: Server | undefined
  afterAll(async () => {
    await server?.stop()
  })

  it('are taken by a server, and the slow statements are then told', async ({ skip }) => {
    const compiled = compile(design, registry)
    const conf = compiled.files.find((f) => f.path === 'observability/postgresql.conf')?.text ?? ''
    const settings = conf
      .split('\n')
      .filter((l) => l !== '' && !l.startsWith('#'))
      .map((l) => l.replace(/\s*=\s*/, '=').replaceAll("'", ''))
    const started = await startServer(undefined, settings)
    if ('skip' in started) return skip(started.skip)
    server = started
    const client = new pg.Client({ connectionString: started.url() })
    await client.connect()
    const routine = compiled.catalog.get(`${use}/slow`)
    const body = routine?.kind === 'routine' ? routine.body.text.join('') : ''
    await client.query(
      'create schema s; create extension pg_stat_statements schema s; select count(*) from pg_class',
    )
    await client.query(
      `create function slow(top integer) returns ${routine?.kind === 'routine' ? routine.returns?.text.join('') : ''} language plpgsql as $f$${body}$f$`,
    )
    const { rows } = await client.query<{ query: string }>('select query from slow(5)')
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
  })
})
