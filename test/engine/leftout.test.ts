import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import type { Introspection } from '../../src/engine/types.ts'
import { handWritten, snapshot } from './node.ts'

let engine: IdleEngine
beforeAll(async () => {
  engine = await createPglite({ snapshot: snapshot() })
})
afterAll(() => engine.close())

const admin = (sql: string) => ({ sql, admin: true })

/** What other objects here stand on, all of it held by a catalog. */
const ground = [
  admin('create role reader'),
  admin('create role keeper'),
  `create type mood as enum ('ok', 'no')`,
  'create domain mail as text constraint at_sign check (value like $$%@%$$)',
  'create table doc (id bigint generated always as identity primary key, body text, words tsvector, n integer, email mail)',
  'create view docs as select id, body from doc',
  'create materialized view counted as select count(*) as n from doc',
  'create function touch() returns trigger language plpgsql as $$ begin return new; end $$',
  'create function add(a integer, b integer) returns integer language sql immutable as $$ select a + b $$',
  'create table log (at date, n integer, email text) partition by range (at)',
  `create table log_1 partition of log for values from ('2026-01-01') to ('2026-02-01')`,
]

/** SQL of which a catalog keeps nothing, or not all; and what must be named: kind and name. */
const cases: readonly (readonly [string, ...[string, string][]])[] = [
  [
    `create trigger words before insert on doc for each row execute function tsvector_update_trigger(words, 'pg_catalog.english', body)`,
    ['trigger', 'words on public.doc'],
  ],
  [
    'create trigger same before update on doc for each row execute function suppress_redundant_updates_trigger()',
    ['trigger', 'same on public.doc'],
  ],
  ['create trigger asleep before update on doc for each row execute function touch()'],
  ['alter table doc disable trigger asleep', ['trigger', 'asleep on public.doc']],
  [
    'create trigger part before update on log_1 for each row execute function touch()',
    ['trigger', 'part on public.log_1'],
  ],
  ['create type address as (street text, town text)', ['composite type', 'public.address']],
  ['create table typed of address', ['table', 'public.typed']],
  ['create sequence "Free one"', ['sequence', 'public."Free one"']],
  ['create table counts (n numeric, m serial)'],
  ['create sequence counts_n owned by counts.n', ['sequence', 'public.counts_n']],
  [`alter table counts alter n set default nextval('counts_n')`],
  ['create sequence counts_free owned by counts.n', ['sequence', 'public.counts_free']],
  [
    'create table started (id integer generated always as identity (start 1000 increment 5))',
    ['sequence', 'public.started_id_seq'],
  ],
  ['create type span as range (subtype = float8)', ['range type', 'public.span']],
  ['create type shell', ['base type', 'public.shell']],
  ['create rule quiet as on delete to doc do instead nothing', ['rule', 'quiet on public.doc']],
  ['create foreign data wrapper wrap', ['foreign data wrapper', 'wrap']],
  ['create server far foreign data wrapper wrap', ['server', 'far']],
  ['create user mapping for reader server far', ['user mapping', 'reader on server far']],
  ['create foreign table abroad (id integer) server far', ['foreign table', 'public.abroad']],
  [
    'create aggregate total (integer) (sfunc = int4pl, stype = integer)',
    ['aggregate', 'public.total(integer)'],
  ],
  [
    'create operator === (leftarg = integer, rightarg = integer, function = add)',
    ['operator', 'public.===(integer,integer)'],
  ],
  [
    'create operator class back for type integer using btree as operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(integer, integer)',
    ['operator class', 'public.back USING btree'],
    ['operator family', 'public.back USING btree'],
  ],
  ['create function of_text(text) returns mood language sql as $$ select null::mood $$'],
  ['create cast (text as mood) with function of_text(text)', ['cast', '(pg_catalog.text AS public.mood)']],
  [`create collation mine (provider = builtin, locale = 'C')`, ['collation', 'public.mine']],
  [`create conversion conv for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1`, ['conversion', 'public.conv']],
  [
    'create text search configuration conf (copy = pg_catalog.english)',
    ['text search configuration', 'public.conf'],
  ],
  [
    'create text search dictionary dict (template = pg_catalog.simple)',
    ['text search dictionary', 'public.dict'],
  ],
  [
    'create text search parser pars (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)',
    ['text search parser', 'public.pars'],
  ],
  ['create text search template temp (lexize = dsimple_lexize)', ['text search template', 'public.temp']],
  ['create access method heap2 type table handler heap_tableam_handler', ['access method', 'heap2']],
  ['create table elsewhere (id integer) using heap2', ['access method', 'public.elsewhere']],
  ['create language other handler plpgsql_call_handler', ['language', 'other']],
  ['create function heard() returns event_trigger language plpgsql as $$ begin end $$'],
  [
    'create event trigger watch on sql_drop when tag in ($$DROP SERVER$$) execute function heard()',
    ['event trigger', 'watch'],
  ],
  ['create publication pub for table doc', ['publication', 'pub']],
  ['create statistics stats on body, n from doc', ['statistics', 'public.stats']],
  [
    'alter default privileges in schema public grant select on tables to reader',
    ['default privileges', 'for role postgres in schema public on tables'],
  ],
  ['select lo_create(4711)', ['large object', '4711']],
  [
    'create table below partition of log default partition by list (n)',
    ['partition', 'public.below'],
    ['grant', 'select on public.below to reader'],
  ],
  [
    'create table lower partition of below for values in (1)',
    ['partition', 'public.lower'],
    ['grant', 'select on public.lower to reader'],
  ],
  ['alter table log_1 add constraint small check (n < 9)', ['constraint', 'small on public.log_1']],
  ['create unique index log_1_n on log_1 (n)', ['index', 'public.log_1_n']],
  ['alter table log_1 enable row level security', ['row security', 'public.log_1']],
  ['create policy one on log_1 using (n > 0)', ['policy', 'one on public.log_1']],
  ['alter table log_1 alter n set default 7', ['partition column', 'public.log_1.n']],
  ['grant select on log_1 to reader', ['grant', 'select on public.log_1 to reader']],
  ['create table uses (n integer references log_1 (n))', ['constraint', 'uses_n_fkey on public.uses']],
  ['alter table doc add constraint later check (n > 0) not valid', ['constraint', 'later on public.doc']],
  [
    'alter table doc add constraint never check (n < 100) not enforced',
    ['constraint', 'never on public.doc'],
  ],
  [
    'create table child (extra text) inherits (doc)',
    ['inheritance', 'public.child inherits public.doc'],
    ['constraint', 'never on public.child'],
    ['column', 'public.child.body'],
    ['column', 'public.child.n'],
  ],
  ['alter table doc set (fillfactor = 70)', ['table', 'public.doc']],
  ['create index slim on doc (n) with (fillfactor = 60)', ['index', 'public.slim']],
  ['create index pressed on doc (body)'],
  ['alter table doc cluster on pressed', ['index', 'public.pressed']],
  ['create index signed on doc using gist (words tsvector_ops (siglen = 100))', ['index', 'public.signed']],
  ['alter materialized view counted set (fillfactor = 50)', ['materialized view', 'public.counted']],
  ['alter table doc replica identity full', ['replica identity', 'public.doc']],
  ['alter table doc alter body set storage external', ['column', 'public.doc.body']],
  ['alter table doc alter words set compression pglz', ['column', 'public.doc.words']],
  ['alter table doc alter n set statistics 500', ['column', 'public.doc.n']],
  ['alter table doc alter email set (n_distinct = 5)', ['column', 'public.doc.email']],
  ['alter view docs alter body set default $$x$$', ['view column', 'public.docs.body']],
  [
    'create function dear(a integer) returns setof integer language sql cost 5000 rows 3 as $$ select a $$',
    ['routine', 'public.dear(integer)'],
  ],
  [
    'create function tight(a integer) returns integer language sql leakproof as $$ select a $$',
    ['routine', 'public.tight(integer)'],
  ],
  [`comment on column docs.body is 'shown'`, ['comment', 'column public.docs.body']],
  [`comment on constraint at_sign on domain mail is 'c'`, ['comment', 'constraint at_sign on public.mail']],
  [
    `comment on constraint doc_id_not_null on doc is 'c'`,
    ['comment', 'constraint doc_id_not_null on public.doc'],
  ],
  [`comment on index doc_pkey is 'c'`, ['comment', 'public.doc_pkey']],
  ['alter type mood owner to keeper', ['owner', 'public.mood']],
  ['alter role keeper createdb noinherit connection limit 3', ['role', 'keeper']],
  [`alter role keeper valid until '2030-01-01'`, ['role', 'keeper']],
  [`alter role keeper set work_mem = '8MB'`, ['setting', 'role keeper work_mem=8MB']],
  ['grant pg_monitor to keeper', ['membership', 'pg_monitor to keeper']],
  ['grant reader to keeper with admin option', ['membership', 'reader to keeper']],
  ['grant usage on sequence "Free one" to reader', ['grant', 'usage on public."Free one" to reader']],
  ['grant usage on type address to reader', ['grant', 'usage on public.address to reader']],
  [
    'grant execute on function total(integer) to reader',
    ['grant', 'execute on public.total(integer) to reader'],
  ],
  ['grant usage on foreign server far to reader', ['grant', 'usage on foreign server far to reader']],
  ['grant select on doc to pg_monitor', ['grant', 'select on public.doc to pg_monitor']],
  ['revoke usage on type mail from public', ['revoke', 'usage on public.mail from public']],
  ['revoke delete on doc from postgres', ['revoke', 'delete on public.doc from postgres']],
  ['revoke usage on schema public from public', ['revoke', 'usage on schema public from public']],
]

const introspected = async (): Promise<Introspection> => {
  const r = await engine.introspect()
  if (!r.ok) throw new Error(r.error.message)
  return r.value
}

const loaded = async (...list: readonly (string | ReturnType<typeof admin>)[]): Promise<Introspection> => {
  const verdict = await engine.load(new Map(), handWritten(...list))
  expect(verdict.errors).toEqual([])
  return introspected()
}

describe('introspection names what a catalog cannot hold', () => {
  it('and nothing of what it holds', async () => {
    expect((await loaded(...ground)).leftOut).toEqual([])
  })

  describe('in a database full of it', () => {
    let found: Introspection
    beforeAll(async () => {
      found = await loaded(
        ...[...ground, ...cases.map(([sql]) => sql)].map((s) => (typeof s === 'string' ? admin(s) : s)),
      )
    })
    it.each(cases.flatMap(([sql, ...named]) => named.map(([kind, name]) => [sql, kind, name] as const)))(
      '%s',
      (_, kind, name) => {
        const seen = found.leftOut.find((l) => l.kind === kind && l.name === name)
        expect(seen?.why).toMatch(/^[A-Z].*\.$/)
      },
    )
    it('and no more than that', () => {
      const expected = new Set(cases.flatMap(([, ...named]) => named.map(String)))
      expect(found.leftOut.map((l) => `${l.kind},${l.name}`).filter((l) => !expected.has(l))).toEqual([])
    })
    it('keeps a default that counts a column which is no whole number', () => {
      expect(found.catalog.get('column:public.counts.n')).toMatchObject({
        default: { text: ["nextval('public.counts_n'::regclass)"] },
      })
    })
  })
})
