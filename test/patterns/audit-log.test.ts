import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type Json } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on, together } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** One log for the whole design. */
const wide = (design: Design, options: { readonly [key: string]: Json } = {}): Design => {
  const id = nextUseId(design, 'audit-log', undefined)
  return applyChanges(design, [{ id, to: { kind: 'use', id, pattern: 'audit-log', options } }]).design
}
const errors = (design: Design) => compile(design, registry).issues.filter((i) => i.severity === 'error')

describe('one audit log for the whole design', () => {
  it.each<readonly [string, Shape, readonly string[]]>([
    ['alone', {}, []],
    ['with composite keys', { composite: true }, []],
    ['with names in quotes, in another schema', { quoted: true, schema: 'Sales' }, []],
    ['with what can share a table', {}, together],
    ['beside a log of the table itself', {}, ['audit-log']],
    ['with tenants', { target: 15 }, ['tenancy-row']],
  ])('%s keeps its promises', async (_, shape, others) => {
    const s = shop(shape)
    const design = others.reduce((d, n) => on(s, d, n), wide(s.design, { values: 'whole' }))
    expect(errors(design)).toEqual([])
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].filter((k) => k.startsWith('audit-log@design')).length).toBeGreaterThan(2)
  })

  it('watches the chosen tables, and none that has a log of its own', () => {
    const s = shop()
    const watched = (design: Design): readonly string[] =>
      [...compile(design, registry).catalog.values()].flatMap((o) =>
        o.kind === 'trigger' && o.why?.use === 'audit-log@design#1' && o.why.role.startsWith('record')
          ? [o.table === s.id('orders') ? 'orders' : o.table === s.id('items') ? 'items' : 'another']
          : [],
      )
    const some = wide(s.design, { tables: [s.id('orders'), s.id('items')] })
    expect([...watched(some)].sort()).toEqual(['items', 'orders'])
    expect(watched(on(s, some, 'audit-log'))).toEqual(['items'])
  })

  it('follows a renamed table', async () => {
    const s = shop()
    const { catalog } = compile(wide(s.design), registry)
    await engine.load(catalog, emit(catalog, 18))
    const done = await engine.run({
      statements: [
        "insert into posts (title) values ('x')",
        'alter table posts rename to articles',
        "select count(*)::text from audit_of('articles', jsonb_build_array((select id from articles)))",
      ],
    })
    expect(done.error).toBeUndefined()
    expect(done.results.at(-1)?.rows).toEqual([['1']])
  })

  it('says that a table without a tenant needs a log of its own, and offers it', async () => {
    const s = shop()
    const design = wide(on(s, s.design, 'tenancy-row', { except: [s.id('posts')] }))
    const [issue] = errors(design)
    expect([issue?.code, issue?.objects]).toEqual(['audit-log/no-tenant', [s.id('posts')]])
    const mended = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(errors(mended)).toEqual([])
    const held = await hold(engine, mended)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('records the tenants themselves as theirs', async () => {
    const s = shop()
    const design = wide(on(s, s.design, 'tenancy-row', { tenants: s.id('customers') }))
    expect(errors(design)).toEqual([])
    const { catalog } = compile(design, registry)
    await engine.load(catalog, emit(catalog, 18))
    const done = await engine.run({
      session: { role: 'app_maintenance' },
      statements: ["insert into customers (email) values ('x')", 'select count(*)::text from audit_log'],
    })
    expect(done.error).toBeUndefined()
    expect(done.results.at(-1)?.rows).toEqual([['1']])
  })

  it('is found in SQL written by hand', async () => {
    await engine.load(new Map(), emit(new Map(), 18))
    const made = await engine.run({
      statements: [
        'create table a (id int primary key)',
        'create table b (id int primary key)',
        'create table logged_actions (event_id bigserial primary key, table_name text not null, action text, user_name text, action_tstamp timestamptz, old_data jsonb, new_data jsonb)',
        'create function note() returns trigger language plpgsql as $$ begin return null; end $$',
        'create trigger t after update on a for each row execute function note()',
        'create trigger t after update on b for each row execute function note()',
      ],
    })
    expect(made.error).toBeUndefined()
    const back = await engine.introspect()
    if (!back.ok) throw new Error(back.error.message)
    const [seen] = book.get('audit-log')?.detect(back.value.catalog) ?? []
    const id = (name: string) =>
      [...back.value.catalog.values()].find((o) => o.kind === 'table' && o.name === name)?.id
    expect(seen?.target).toBeUndefined()
    expect(seen?.options).toMatchObject({ tables: [id('a'), id('b')] })
  })
})

describe('options of the audit log that contradict', () => {
  it.each([
    ['a column of another table', 'audit-log/no-column', { except: ['posts.title'] }],
    ['a column that is not there', 'audit-log/no-column', { except: ['gone.1'] }],
  ])('%s', (_, code, options) => {
    const s = shop()
    const except = options.except.map((c) => (c.startsWith('posts') ? s.id(c) : c))
    const design = on(s, s.design, 'audit-log', { except })
    const [issue] = errors(design)
    expect([issue?.code, issue?.option]).toEqual([code, 'except'])
    expect(errors(applyChanges(design, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })

  it('a table that is not there', () => {
    const s = shop()
    const design = wide(s.design, { tables: ['gone.1', s.id('orders')] })
    const [issue] = errors(design)
    expect([issue?.code, issue?.option]).toEqual(['audit-log/no-table', 'tables'])
    expect(errors(applyChanges(design, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })
})
