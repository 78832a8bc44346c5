import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import { availableExtensions } from '../../src/engine/pglite/gaps.ts'
import { emit } from '../../src/sql/index.ts'
import { handWritten, snapshot } from './node.ts'

const none: Catalog = new Map()
let engine: IdleEngine
beforeAll(async () => {
  engine = await createPglite({ snapshot: snapshot() })
})
afterAll(() => engine.close())

const rowsOf = async (sql: string, session = {}) => {
  const r = await engine.run({ statements: [sql], session })
  return r.error ?? r.results[0]?.rows
}

describe('loading', () => {
  it('names the engine as the server does', () => {
    expect(engine.info).toMatchObject({ kind: 'pglite', name: 'PostgreSQL' })
    expect(engine.info.version).toMatch(/^18\.\d+$/)
  })

  it('reports every failing statement with its object and goes on with the rest', async () => {
    const verdict = await engine.load(
      none,
      handWritten(
        'create table a (id bigint primary key);',
        'create table a (id bigint);',
        'create table b (id bigint references a, "größe 😀" nope);',
        'create table c (id bigint references a);',
        'insert into c values (7);',
        'create index on c (missing);',
      ),
    )
    expect(verdict.errors.map((e) => [e.object, e.sqlstate, e.statement])).toEqual([
      ['s1', '42P07', 1],
      ['s2', '42704', 2],
      ['s4', '23503', 4],
      ['s5', '42703', 5],
    ])
    const broken = verdict.errors[1]
    expect(broken?.sql?.slice(broken.position)).toBe('nope);')
    expect(verdict.errors[2]).toMatchObject({ constraint: 'c_id_fkey', table: 'c', schema: 'public' })
    expect(
      await rowsOf(
        `select string_agg(relname, ',' order by relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      ),
    ).toEqual([['a,c']])
  })

  it('tells what was refused for want of something else from what is at fault itself', async () => {
    const statement = (object: string, sql: string, ...needs: readonly string[]) => ({ object, sql, needs })
    const list = [
      statement('t', 'create table t (a nope);'),
      statement('t', "comment on table t is 'x';"),
      statement('v', 'create view v as select a from t;', 't'),
      statement('w', 'create view w as select a from v;', 'v'),
      statement('u', 'create table u (b int);'),
      statement('u', 'alter table u owner to nobody_there;'),
      statement('i', 'create index i on u (b, nofn(b));', 'u'),
      statement('j', 'create index j on t (missing);'),
    ]
    const blocks = [...new Map(list.map((s) => [s.object, { object: s.object, needs: s.needs }])).values()]
    const verdict = await engine.load(
      none,
      handWritten(...list.map(({ object, sql }) => ({ object, sql }))),
      blocks,
    )
    expect(verdict.errors.map((e) => [e.object, e.sqlstate, e.because])).toEqual([
      ['t', '42704', undefined],
      ['t', '42P01', 't'],
      ['v', '42P01', 't'],
      ['w', '42P01', 't'],
      ['u', '42704', undefined],
      ['i', '42883', undefined],
      ['j', '42P01', undefined],
    ])
  })

  it('tells statements apart even where one runs into the next', async () => {
    const verdict = await engine.load(
      none,
      handWritten(
        `create view one as select 'a;`,
        `create view two as select b';`,
        'create table t (); -- no end',
        'create table u ();',
      ),
    )
    expect(verdict.errors.map((e) => [e.object, e.sqlstate])).toEqual([
      ['s0', '42601'],
      ['s1', '42601'],
    ])
    expect(
      await rowsOf(
        `select string_agg(relname, ',' order by relname) from pg_class where relnamespace = 'public'::regnamespace`,
      ),
    ).toEqual([['t,u']])
  })

  it('points at the part of a statement that the error lies in', async () => {
    const sql = 'create table t (a integer, b nope);'
    const from = sql.indexOf('b nope')
    const verdict = await engine.load(
      none,
      handWritten({
        sql,
        object: 't',
        parts: [
          { from, to: from + 6, object: 't.b' },
          { from: 16, to: 25, object: 't.a' },
        ],
      }),
    )
    expect(verdict.errors.map((e) => e.object)).toEqual(['t.b'])
  })

  it('leaves nothing of the previous design, whether or not it was committed', async () => {
    const design = handWritten(
      { sql: 'create role app login;', admin: true },
      'create schema s;',
      "create type s.mood as enum ('ok');",
      'create table s.t (m s.mood);',
      'create table t (id int);',
      'grant create on schema public to app;',
      'alter table t owner to app;',
      'revoke all on schema public from public;',
      'create function f() returns int language sql return 1;',
    )
    for (const commit of [false, true]) {
      const first = await engine.load(none, design)
      expect(first.errors).toEqual([])
      if (commit) {
        await engine.run({ statements: ["insert into s.t values ('ok')"] })
        await engine.run({
          statements: [
            'set session authorization postgres',
            'create table left_by_superuser ()',
            'create schema x',
          ],
          end: 'none',
        })
      }
      const second = await engine.load(none, design)
      expect(second.errors).toEqual([])
    }
    const emptied = await engine.load(none, handWritten())
    expect(emptied.errors).toEqual([])
    const found = await engine.introspect()
    expect(found.ok ? [...found.value.catalog.keys()] : found.error).toEqual(['schema:public'])
  })

  it('runs DDL as an owner that row security binds, and statements that stand alone outside a transaction', async () => {
    const verdict = await engine.load(
      none,
      handWritten(
        "create table t (id int, who text default current_user, su text default current_setting('is_superuser'));",
        'insert into t values (1);',
        'alter table t enable row level security;',
        'alter table t force row level security;',
        { sql: 'create index concurrently i on t (id);', alone: true },
      ),
    )
    expect(verdict.errors).toEqual([])
    expect(await rowsOf('select count(*) from t')).toEqual([['0']])
    expect(await rowsOf('alter table t no force row level security')).toEqual([])
    expect(await rowsOf('select who, su from t')).toEqual([['damask_owner', 'off']])
    expect(await rowsOf(`select count(*) from pg_indexes where indexname = 'i'`)).toEqual([['1']])
  })

  it('says at once what a deferred constraint would say at COMMIT, and holds the design without the rows', async () => {
    const catalog: Catalog = new Map([
      ['s2', { kind: 'rows', id: 's2', name: '', table: 's1', columns: [], values: [] }],
    ])
    const verdict = await engine.load(
      catalog,
      handWritten(
        'create table p (id int primary key);',
        'create table c (id int, constraint later foreign key (id) references p deferrable initially deferred);',
        'insert into c values (1);',
      ),
    )
    expect(verdict.errors).toMatchObject([{ sqlstate: '23503', constraint: 'later' }])
    expect(await rowsOf('select count(*) from c')).toEqual([['0']])
  })

  it.each([...availableExtensions].filter((x) => x !== 'plpgsql'))(
    'can create the extension %s',
    async (name) => {
      const catalog: Catalog = new Map([['s0', { kind: 'extension', id: 's0', name }]])
      expect(await engine.load(catalog, emit(catalog, 18))).toMatchObject({ errors: [], gaps: [] })
      expect(await rowsOf(`select count(*) from pg_extension where extname = '${name}'`)).toEqual([['1']])
    },
  )

  it('has only the extensions that the design asks for', async () => {
    const extension = (name: string): Catalog => new Map([['s0', { kind: 'extension', id: 's0', name }]])
    const citext = handWritten('create extension if not exists citext;', 'create table t (a citext);')
    expect((await engine.load(extension('citext'), citext)).errors).toEqual([])
    expect((await engine.load(none, handWritten('create table t (a citext);'))).errors).toMatchObject([
      { sqlstate: '42704' },
    ])
    expect((await engine.load(extension('citext'), citext)).errors).toEqual([])
    const verdict = await engine.load(extension('postgis'), handWritten('create extension postgis;'))
    expect(verdict).toMatchObject({ errors: [], gaps: [{ object: 's0', feature: 'extension' }] })
  })
})

describe('running', () => {
  beforeAll(async () => {
    await engine.load(
      none,
      handWritten(
        { sql: 'create role app;', admin: true },
        `create type mood as enum ('ok', 'sad');`,
        'create table t (id int primary key, m mood[], j jsonb, d date, n numeric(6,2), b boolean, f float8);',
        `create table later (id int references t deferrable initially deferred);`,
        'grant select on t to app;',
      ),
    )
  })

  it('gives values as PostgreSQL prints them, with the types of the columns', async () => {
    const r = await engine.run({
      statements: [
        `insert into t values (1, '{ok,sad}', '{"a": 1}', '2024-02-29', 1.5, true, 'infinity')`,
        'insert into t (id) values (2)',
        'select * from t order by id',
        `select 1 as same, 2 as same, null, '\\xff'::bytea, array[1,2]`,
      ],
    })
    expect(r.error).toBeUndefined()
    expect(r.results[0]).toMatchObject({ affected: 1, command: 'INSERT', columns: [] })
    expect(r.results[2]?.columns.map((c) => c.type)).toEqual([
      'integer',
      'mood[]',
      'jsonb',
      'date',
      'numeric',
      'boolean',
      'double precision',
    ])
    expect(r.results[2]?.rows).toEqual([
      ['1', '{ok,sad}', '{"a": 1}', '2024-02-29', '1.50', 't', 'Infinity'],
      ['2', null, null, null, null, null, null],
    ])
    expect(r.results[3]).toMatchObject({ rows: [['1', '2', null, '\\xff', '{1,2}']], command: 'SELECT' })
    expect(r.results[3]?.affected).toBeUndefined()
    await engine.reset()
  })

  it('stops at the first error and undoes the batch', async () => {
    const r = await engine.run({
      statements: ['insert into t (id) values (1)', `select '😀', nope`, 'select 1'],
    })
    expect(r.results.length).toBe(1)
    expect(r.error).toMatchObject({ statement: 1, sqlstate: '42703', position: `select '😀', `.length })
    expect(await rowsOf('select count(*) from t')).toEqual([['0']])
  })

  it('tells a refusal at COMMIT from one of the statements', async () => {
    const r = await engine.run({ statements: ['insert into later values (9)'] })
    expect(r.results.length).toBe(1)
    expect(r.error).toMatchObject({ statement: 1, sqlstate: '23503' })
    expect(r.error?.sql).toBeUndefined()
  })

  it('rolls back when asked', async () => {
    await engine.run({ statements: ['insert into t (id) values (1)'], end: 'rollback' })
    expect(await rowsOf('select count(*) from t')).toEqual([['0']])
  })

  it('runs as the role with the settings of the session, and forgets both', async () => {
    const session = { role: 'app', settings: { 'app.tenant': `o'neill`, 'app.actor': 'x' } }
    expect(await rowsOf(`select current_user, session_user, current_setting('app.tenant')`, session)).toEqual(
      [['app', 'damask_owner', `o'neill`]],
    )
    expect(await rowsOf('insert into t (id) values (1)', session)).toMatchObject({ sqlstate: '42501' })
    expect(await rowsOf(`select current_user, nullif(current_setting('app.tenant', true), '')`)).toEqual([
      ['damask_owner', null],
    ])
    expect(await rowsOf('select 1', { role: 'nobody"' })).toMatchObject({
      message: 'role "nobody"" does not exist',
    })
  })

  it('survives whatever a statement leaves behind', async () => {
    for (const rude of [
      'begin',
      'set role none',
      'set search_path = nowhere',
      'set session authorization postgres',
      'prepare p as select 1',
      'create temp table t (x int)',
    ])
      await engine.run({ statements: [rude], end: 'none' })
    expect(
      await rowsOf(`select current_user, session_user, current_setting('search_path'), count(*) from t`),
    ).toEqual([['damask_owner', 'damask_owner', '"$user", public', '0']])
  })

  it('runs what must stand outside a transaction', async () => {
    const r = await engine.run({
      statements: ['vacuum t', 'create index concurrently on t (d)'],
      end: 'none',
    })
    expect(r.error).toBeUndefined()
    expect(await engine.run({ statements: ['vacuum t'] })).toMatchObject({ error: { sqlstate: '25001' } })
  })

  it('explains plans like any query', async () => {
    expect(await rowsOf('explain (costs off) select * from t where n = 1')).toEqual([
      ['Seq Scan on t'],
      ["  Filter: (n = '1'::numeric)"],
    ])
  })
})

describe('resetting', () => {
  it('empties tables, starts sequences again, writes reference rows again and fires no trigger', async () => {
    const catalog: Catalog = new Map([
      ['s2', { kind: 'rows', id: 's2', name: '', table: 's0', columns: [], values: [] }],
    ])
    const verdict = await engine.load(
      catalog,
      handWritten(
        'create table kind (k text primary key);',
        'create table log (id bigint generated always as identity, what text);',
        `insert into kind values ('a'), ('b');`,
        'create table t (id bigint generated always as identity primary key, k text references kind);',
        `create function note() returns trigger language plpgsql as $$ begin insert into log (what) values (tg_op); return null; end $$;`,
        'create trigger note after insert or delete or truncate on t execute function note();',
        'create materialized view m as select count(*) from t;',
      ),
    )
    expect(verdict.errors).toEqual([])
    await engine.run({
      statements: [
        `insert into t (k) values ('a'), ('b')`,
        `insert into kind values ('c')`,
        'refresh materialized view m',
      ],
    })
    expect(
      await rowsOf(
        'select (select count(*) from t), (select count(*) from log), (select count(*) from kind), (select count from m)',
      ),
    ).toEqual([['2', '1', '3', '2']])
    await engine.reset()
    expect(
      await rowsOf(
        `select (select count(*) from t), (select count(*) from log), (select string_agg(k, '') from kind), (select count from m)`,
      ),
    ).toEqual([['0', '0', 'ab', '0']])
    expect(await rowsOf(`insert into t (k) values ('a') returning id`)).toEqual([['1']])
    await engine.reset()
    await engine.run({ statements: [`insert into t (k) values ('nope')`] })
    await engine.reset()
    expect(await rowsOf(`insert into t (k) values ('a') returning id`)).toEqual([['1']])
  })

  it('fires no trigger that always fires, and follows a table that a function renamed', async () => {
    await engine.load(
      new Map(),
      handWritten(
        'create table t (id integer generated always as identity);',
        'create table log (what text);',
        `create function note() returns trigger language plpgsql as $$ begin insert into log (what) values (tg_op); return null; end $$;`,
        'create trigger note after delete on t for each row execute function note();',
        'alter table t enable always trigger note;',
        `create function rename() returns void language plpgsql as $$ begin alter table log rename to other; end $$;`,
      ),
    )
    await engine.run({ statements: ['insert into t default values'] })
    await engine.reset()
    expect((await engine.run({ statements: ['select count(*) from log'] })).results[0]?.rows).toEqual([['0']])
    await engine.run({ statements: [`insert into log values ('x')`] })
    await engine.run({ statements: ['select rename()'] })
    await engine.reset()
    const left = await engine.run({ statements: ['select count(*) from other'] })
    expect(left.results[0]?.rows).toEqual([['0']])
  })
})

describe('text that ends the transaction it is to be rolled back in', () => {
  const design = handWritten('create table kept (id bigint primary key);')
  const tables = `select string_agg(relname, ',' order by relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const ends = [
    ['commits a drop', ['begin', 'drop table kept', 'commit', 'select 1']],
    ['commits and then fails', ['commit', 'create table more ()', 'select 1 / 0']],
    ['rolls back and makes its own', ['rollback', 'create table more ()']],
    [
      'becomes the superuser and takes everything',
      ['commit', 'reset session authorization', 'drop schema public cascade'],
    ],
  ] as const
  it.each(ends)('%s: the design is as it was loaded afterwards', async (_what, statements) => {
    await engine.load(none, design)
    await engine.run({ statements: [...statements], end: 'rollback' })
    expect(await rowsOf(tables)).toEqual([['kept']])
    await engine.run({ statements: [...statements], end: 'rollback' })
    await engine.reset()
    expect(await rowsOf(tables)).toEqual([['kept']])
  })
})
