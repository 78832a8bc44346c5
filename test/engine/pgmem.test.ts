import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import { createPgMem } from '../../src/engine/pgmem/engine.ts'
import { mildGaps } from '../../src/engine/pgmem/features.ts'
import type { Engine, Verdict } from '../../src/engine/types.ts'
import { emit } from '../../src/sql/index.ts'
import { handWritten, snapshot } from './node.ts'

let server: IdleEngine
let engine: Engine
beforeAll(async () => {
  server = await createPglite({ snapshot: snapshot() })
  engine = await createPgMem()
})
afterAll(() => server.close())

/** The catalog of hand-written DDL, as PostgreSQL reads it back. */
const catalogOf = async (...ddl: readonly string[]): Promise<Catalog> => {
  const verdict = await server.load(new Map(), handWritten(...ddl))
  expect(verdict.errors).toEqual([])
  const r = await server.introspect()
  if (!r.ok) throw new Error(r.error.message)
  return r.value.catalog
}

const loaded = async (...ddl: readonly string[]): Promise<Verdict> => {
  const catalog = await catalogOf(...ddl)
  return engine.load(catalog, emit(catalog, 18))
}

const heavy = (v: Verdict) => v.gaps.filter((g) => !mildGaps.has(g.feature)).map((g) => [g.object, g.feature])

const run = (...statements: readonly string[]) => engine.run({ statements })

describe('a schema that pg-mem holds', () => {
  beforeAll(async () => {
    const verdict = await loaded(
      'create schema app;',
      `create type app.status as enum ('open', 'it''s done');`,
      `create table app.customer (id bigint generated always as identity primary key, email varchar(9) not null, low text generated always as (lower(email)) stored, constraint customer_email unique (email));`,
      `create table "Order Line" (id uuid default gen_random_uuid() primary key, "Customer" bigint not null, status app.status not null default 'open',
         qty integer not null default 1, note text, deleted_at timestamptz, doc jsonb, tags text[] default '{}', made date default current_date,
         constraint qty_positive check (qty > 0), constraint note_short check (length(note) < 5),
         constraint one_of check (num_nonnulls(note, deleted_at) <= 1), constraint word check (note ~ '^[a-z]*$'), constraint pair unique (status, qty));`,
      `alter table "Order Line" add constraint to_customer foreign key ("Customer") references app.customer (id) on delete cascade;`,
      `create unique index live on "Order Line" ("Customer") where deleted_at is null;`,
      `create view big (line, n) as select id, qty from "Order Line" where qty > 5;`,
      `create view bigger as select line from big;`,
      `comment on table app.customer is 'x';`,
    )
    expect(verdict.errors).toEqual([])
    expect(verdict.gaps.filter((g) => !mildGaps.has(g.feature))).toEqual([])
    expect(verdict.engine).toEqual({ kind: 'pg-mem', name: 'pg-mem', version: '3.0.14' })
    await run(
      `insert into app.customer (email) values ('a@b'), ('c@d')`,
      `insert into "Order Line" ("Customer", qty) values (1, 7)`,
    )
  })

  it.each<[string, string, object]>([
    [
      'a key',
      `insert into app.customer (email) values ('a@b')`,
      { sqlstate: '23505', constraint: 'customer_email', table: 'customer' },
    ],
    [
      'a key of two columns',
      `insert into "Order Line" ("Customer", qty) values (2, 7)`,
      { sqlstate: '23505', constraint: 'pair' },
    ],
    [
      'a partial key',
      `insert into "Order Line" ("Customer", qty) values (1, 8)`,
      { sqlstate: '23505', constraint: 'live' },
    ],
    [
      'a check',
      `insert into "Order Line" ("Customer", qty) values (2, 0)`,
      { sqlstate: '23514', constraint: 'qty_positive', table: 'Order Line' },
    ],
    [
      'length',
      `insert into "Order Line" ("Customer", qty, note) values (2, 9, 'longer')`,
      { sqlstate: '23514', constraint: 'note_short' },
    ],
    [
      'num_nonnulls',
      `insert into "Order Line" ("Customer", qty, note, deleted_at) values (2, 9, 'x', now())`,
      { sqlstate: '23514', constraint: 'one_of' },
    ],
    [
      'a pattern',
      `insert into "Order Line" ("Customer", qty, note) values (2, 9, 'X')`,
      { sqlstate: '23514', constraint: 'word' },
    ],
    [
      'a reference',
      `insert into "Order Line" ("Customer", qty) values (99, 9)`,
      { sqlstate: '23503', constraint: 'to_customer', table: 'Order Line' },
    ],
    ['NOT NULL', `insert into app.customer (email) values (null)`, { sqlstate: '23502', column: 'email' }],
    [
      'an enum',
      `insert into "Order Line" ("Customer", qty, status) values (2, 9, 'nope')`,
      { sqlstate: '22P02' },
    ],
    ['a length', `insert into app.customer (email) values ('longer than nine')`, { sqlstate: '22001' }],
    ['an identity', `insert into app.customer (id, email) values (9, 'x')`, { sqlstate: '428C9' }],
    ['a generated column', `insert into app.customer (email, low) values ('q', 'q')`, { sqlstate: '428C9' }],
  ])('refuses by %s', async (_, sql, error) => {
    const r = await run(`select 1 as one`, sql)
    expect(r.results.length).toBe(1)
    expect(r.error).toMatchObject({ ...error, statement: 1, sql })
  })

  it('takes what PostgreSQL takes', async () => {
    const r = await engine.run({
      statements: [
        `insert into "Order Line" ("Customer", qty, note) values (2, 9, null) returning qty, status, tags`,
        `insert into "Order Line" ("Customer", qty, deleted_at) values (1, 10, now())`,
        `delete from "Order Line" where qty = 10`,
        `select count(*) from "Order Line"`,
        `select count(*) from bigger`,
      ],
      end: 'rollback',
    })
    expect(r.error).toBeUndefined()
    expect(r.results[0]?.rows).toEqual([['9', 'open', '{}']])
    expect(r.results[2]).toMatchObject({ affected: 1, command: 'DELETE', columns: [] })
    expect(r.results[3]?.rows).toEqual([['2']])
    expect(r.results[4]?.rows).toEqual([['2']])
    expect((await run('select count(*) from "Order Line"')).results[0]?.rows).toEqual([['1']])
  })

  it('prints values as PostgreSQL does', async () => {
    const statements = [
      `select true as b, 1.5::float as f, null::text as n, '2024-02-29'::date as d, '2024-02-29 10:00:00.25+00'::timestamptz as z, '{"bb": 1, "a": [true, "x"]}'::jsonb as j, '{1,2}'::int[] as i, '10:00'::time as t`,
    ]
    const [mem, pg] = [await engine.run({ statements }), await server.run({ statements })]
    expect(mem.results[0]?.rows).toEqual(pg.results[0]?.rows)
  })

  it('has the settings of the session and no others', async () => {
    const session = { settings: { 'app.tenant': '7' } }
    const statements = [
      `select current_setting('app.tenant') as a, current_setting('app.none', true) as b, set_config('app.x', 'y', true) as c`,
    ]
    expect((await engine.run({ session, statements })).results[0]?.rows).toEqual([['7', null, 'y']])
    expect((await run(`select current_setting('app.x')`)).error).toMatchObject({ sqlstate: '42704' })
  })

  it('says where it could not read a text, and claims no SQLSTATE', async () => {
    const sql = `select 1,\n  select`
    const { error } = await run(sql)
    expect(error?.sqlstate).toBeUndefined()
    expect(sql.slice(error?.position)).toBe('select')
  })

  it('is emptied by reset, with identities started again, even after a change of the schema', async () => {
    await engine.reset()
    expect(
      (await run(`insert into app.customer (email) values ('x') returning id`)).results[0]?.rows,
    ).toEqual([['1']])
    await run('create table other (a int)')
    await engine.reset()
    expect((await run('select count(*) from app.customer')).results[0]?.rows).toEqual([['0']])
    expect((await run('select count(*) from other')).error).toBeDefined()
  })
})

describe('verdicts', () => {
  const wrong = async (
    change: (c: Map<string, unknown>) => void,
    ...ddl: readonly string[]
  ): Promise<Verdict> => {
    const catalog = new Map<string, unknown>(await catalogOf(...ddl))
    change(catalog)
    const broken = catalog as unknown as Catalog
    return engine.load(broken, emit(broken, 18))
  }
  const twoTables = [
    'create table p (id bigint primary key, u uuid, other bigint);',
    'create table c (id bigint, p bigint, constraint f foreign key (p) references p (id));',
  ]
  const patch = (id: string, more: object) => (c: Map<string, unknown>) =>
    c.set(id, { ...(c.get(id) as object), ...more })

  it.each<[string, (c: Map<string, unknown>) => void, string, string]>([
    [
      'a reference to no key',
      patch('fk:public.c.f', { refColumns: ['column:public.p.other'] }),
      'fk:public.c.f',
      '42830',
    ],
    [
      'a reference of another type',
      patch('column:public.c.p', { type: { base: 'text' } }),
      'fk:public.c.f',
      '42804',
    ],
    ['two relations of one name', patch('table:public.c', { name: 'p' }), 'table:public.p', '42P07'],
    ['two columns of one name', patch('column:public.p.u', { name: 'other' }), 'table:public.p', '42701'],
    [
      'a check of a missing column',
      (c) =>
        c.set('check', {
          kind: 'check',
          id: 'check',
          name: 'k',
          table: 'table:public.c',
          expr: { text: ['nope > 0'], refs: [], opaque: true },
        }),
      'check',
      '42703',
    ],
    [
      'a view of a missing table',
      (c) =>
        c.set('v', {
          kind: 'view',
          id: 'v',
          name: 'v',
          schema: 'schema:public',
          query: { text: ['select 1 from nowhere'], refs: [], opaque: true },
        }),
      'v',
      '42P01',
    ],
  ])('refuses %s as PostgreSQL does', async (_, change, object, sqlstate) => {
    const verdict = await wrong(change, ...twoTables)
    expect(verdict.errors.map((e) => [e.object, e.sqlstate])).toContainEqual([object, sqlstate])
    const catalog = new Map<string, unknown>(await catalogOf(...twoTables))
    change(catalog)
    const real = await server.load(catalog as unknown as Catalog, emit(catalog as unknown as Catalog, 18))
    expect(real.errors.map((e) => e.sqlstate)).toContain(sqlstate)
  })

  it('refuses reference rows that break a constraint', async () => {
    const value = (text: string) => ({ text: [text], refs: [] })
    const rows = {
      kind: 'rows',
      id: 'r',
      name: '',
      table: 'table:public.k',
      columns: ['column:public.k.a'],
      values: [[value('1')], [value('1')]],
    }
    const verdict = await wrong((c) => c.set('r', rows), 'create table k (a integer primary key);')
    expect(verdict.errors).toMatchObject([{ object: 'r', sqlstate: '23505', constraint: 'k_pkey' }])
  })

  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    [
      'an expression it cannot read',
      [
        "create table t (a text, d date default date_trunc('day', now()), constraint c check (octet_length(a) < 9));",
      ],
      [
        ['column:public.t.d', 'syntax'],
        ['check:public.t.c', 'syntax'],
      ],
    ],
    [
      'a type it does not know',
      ['create table t (a tstzrange, b bit(3));'],
      [
        ['column:public.t.a', 'type'],
        ['column:public.t.b', 'type'],
      ],
    ],
    [
      'a reference between like types',
      ['create table p (a varchar(3) primary key);', 'create table t (a text constraint f references p);'],
      [['fk:public.t.f', 'syntax']],
    ],
    [
      'a check with AND over a column that may be NULL',
      ['create table t (a integer, constraint c check (a > 0 and a < 9));'],
      [['check:public.t.c', 'null-logic']],
    ],
    [
      'a view with a window',
      ['create table t (a integer);', 'create view v as select row_number() over () as n from t;'],
      [['view:public.v', 'syntax']],
    ],
    [
      'a domain',
      [`create domain d as text check (value <> '');`, 'create table t (a d);'],
      [
        ['domain:public.d', 'domain'],
        ['column:public.t.a', 'domain'],
      ],
    ],
    [
      'a trigger',
      [
        'create table t (a integer);',
        'create function f() returns trigger language plpgsql as $$ begin return new; end $$;',
        'create trigger x before insert on t for each row execute function f();',
      ],
      [
        ['routine:public.f()', 'routine'],
        ['trigger:public.t.x', 'trigger'],
      ],
    ],
    [
      'row security',
      [
        'create table t (a integer);',
        'alter table t enable row level security;',
        'create policy p on t using (true);',
      ],
      [
        ['table:public.t', 'rls'],
        ['policy:public.t.p', 'policy'],
      ],
    ],
    [
      'constraints with options',
      [
        'create table p (a integer, b integer, unique nulls not distinct (a), unique (b) deferrable, primary key (a, b));',
        'create table t (a integer, b integer, constraint f foreign key (a, b) references p on delete set null (b));',
      ],
      [
        ['key:public.p.p_a_key', 'nulls-not-distinct'],
        ['key:public.p.p_b_key', 'deferrable'],
        ['fk:public.t.f', 'set-columns'],
      ],
    ],
  ])('calls %s a gap, not an error', async (_, ddl, gaps) => {
    const verdict = await loaded(...ddl)
    expect(verdict.errors).toEqual([])
    expect(heavy(verdict).sort()).toEqual([...gaps].sort())
  })

  it('keeps a table whose parts it cannot hold, and lets its columns be left out', async () => {
    await loaded(
      `create table t (id integer primary key, a date not null default date_trunc('day', now()), n integer check (n > 0));`,
    )
    const r = await run('insert into t (id, n) values (1, 1)', 'insert into t (id, n) values (2, 0)')
    expect(r.results.length).toBe(1)
    expect(r.error).toMatchObject({ sqlstate: '23514', constraint: 't_n_check' })
  })
})
