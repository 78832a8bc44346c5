import { newDb } from 'pg-mem'
import { describe, expect, it } from 'vitest'
import { type Feature, features } from '../../src/engine/pgmem/features.ts'

/**
 * How each gap shows in pg-mem alone. `refused`: the last statement fails, though PostgreSQL takes it. `answers`: the
 * last statement gives what PostgreSQL would not give.
 */
type Shown =
  | { readonly refused: readonly string[] }
  | { readonly answers: unknown; readonly to: readonly string[] }

const pair = 'create table p (a int, b int, primary key (a, b))'

const shown: { readonly [F in Feature]: Shown } = {
  extension: { refused: ['create extension pgcrypto'] },
  role: { refused: ['create role app'] },
  grant: { refused: ['create table t (a int)', 'grant select on t to public'] },
  policy: { refused: ['create table t (a int)', 'create policy p on t using (true)'] },
  partition: { refused: ['create table t (a int)', 'create table p partition of t default'] },
  partitioned: { refused: ['create table t (a int) partition by range (a)'] },
  rls: { refused: ['create table t (a int)', 'alter table t enable row level security'] },
  domain: { refused: ["create domain d as text check (value <> '')"] },
  exclusion: { refused: ['create table t (a int, exclude using btree (a with =))'] },
  trigger: {
    refused: [
      'create table t (a int)',
      'create trigger x before insert on t for each row execute function f()',
    ],
  },
  routine: { refused: ['create function f() returns int as $$ begin return 1; end $$ language plpgsql'] },
  deferrable: { refused: ['create table t (a int, unique (a) deferrable)'] },
  'nulls-not-distinct': { refused: ['create table t (a int, unique nulls not distinct (a))'] },
  'without-overlaps': { refused: ['create table t (a int, d text, primary key (a, d without overlaps))'] },
  period: {
    refused: [pair, 'create table c (a int, b int, foreign key (a, period b) references p (a, period b))'],
  },
  'match-full': {
    refused: [pair, 'create table c (a int, b int, foreign key (a, b) references p (a, b) match full)'],
  },
  'set-columns': {
    refused: [
      pair,
      'create table c (a int, b int, foreign key (a, b) references p (a, b) on delete set null (b))',
    ],
  },
  'set-default': {
    answers: [{ a: null }],
    to: [
      'create table p (a int primary key)',
      'create table c (a int default 1 references p (a) on delete set default)',
      'insert into p values (1), (2)',
      'insert into c values (2)',
      'delete from p where a = 2',
      'select a from c',
    ],
  },
  'self-reference': {
    refused: ['create table t (a int primary key, b int references t (a))', 'insert into t values (1, 1)'],
  },
  'null-logic': {
    refused: [`create table t (a text, check (a in ('x', 'y')))`, 'insert into t values (null)'],
  },
  type: { refused: ['create table t (a tstzrange)'] },
  collation: {
    answers: [{ r: true }],
    to: [
      'create table t (a text collate "en-x-icu")',
      `insert into t values ('B')`,
      `select a < 'a' as r from t`,
    ],
  },
  opclass: { refused: ['create table t (a text)', 'create index i on t (a text_pattern_ops)'] },
  'matview-index': {
    refused: [
      'create table t (a int)',
      'create materialized view m as select a from t',
      'create index i on m (a)',
    ],
  },
  'security-invoker': {
    refused: ['create table t (a int)', 'create view v with (security_invoker = true) as select a from t'],
  },
  'security-barrier': {
    refused: ['create table t (a int)', 'create view v with (security_barrier = true) as select a from t'],
  },
  'check-option': {
    refused: [
      'create table t (a int)',
      'create view v as select a from t where a > 0 with local check option',
    ],
  },
  'no-data': {
    refused: ['create table t (a int)', 'create materialized view m as select a from t with no data'],
  },
  'numeric-precision': {
    answers: [{ a: 123456.789 }],
    to: ['create table t (a numeric(5,2))', 'insert into t values (123456.789)', 'select a from t'],
  },
  'type-modifier': {
    answers: [{ a: new Date('2024-01-01T00:00:00.250Z') }],
    to: [
      'create table t (a timestamptz(0))',
      `insert into t values ('2024-01-01 00:00:00.25')`,
      'select a from t',
    ],
  },
  bytea: {
    answers: [{ a: Buffer.from('\\xff') }],
    to: ['create table t (a bytea)', `insert into t values ('\\xff')`, 'select a from t'],
  },
  virtual: { refused: ['create table t (a int, b int generated always as (a) virtual)'] },
  'generated-delete': {
    refused: [
      'create table t (a int, b int generated always as (a) stored)',
      'insert into t (a) values (1)',
      'delete from t',
    ],
  },
  include: { refused: ['create table t (a int, b int, unique (a) include (b))'] },
  'index-method': {
    answers: [{ r: 1 }],
    // A method that does not exist is taken, so no method is held.
    to: ['create table t (a int)', 'create index i on t using nonsense (a)', 'select 1 as r'],
  },
  'view-write': {
    refused: ['create table t (a int)', 'create view v as select a from t', 'insert into v values (1)'],
  },
}

const run = (statements: readonly string[]): unknown => {
  const db = newDb({ noErrorDiagnostic: true })
  const last = statements.at(-1) ?? ''
  for (const s of statements.slice(0, -1)) db.public.none(s)
  try {
    return { rows: db.public.query(last).rows }
  } catch {
    return { refused: true }
  }
}

describe('what pg-mem alone cannot do', () => {
  it.each(Object.keys(features) as Feature[])('%s', (feature) => {
    const s = shown[feature]
    expect(run('refused' in s ? s.refused : s.to)).toEqual(
      'refused' in s ? { refused: true } : { rows: s.answers },
    )
  })
})
