import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { createPglite, type IdleEngine } from '../../src/engine/pglite/engine.ts'
import { createPgMem } from '../../src/engine/pgmem/engine.ts'
import type { Engine } from '../../src/engine/types.ts'
import { emit } from '../../src/sql/index.ts'
import { handWritten, snapshot } from './node.ts'

let server: IdleEngine
let engine: Engine
let catalog: Catalog

const ddl = [
  'create schema "s ""t""";',
  `create table n (a smallint, b integer, c bigint, l integer[]);`,
  `create table "s ""t"""."q ""r""" ("x ""y""" integer primary key, code text, constraint "k ""u""" unique (code), constraint "c ""d""" check ("x ""y""" < 9));`,
  `create table hard (id integer primary key, code text unique, at timestamptz, constraint named check (octet_length(code) < 99), constraint short check (length(code) < 5));`,
]

beforeAll(async () => {
  server = await createPglite({ snapshot: snapshot() })
  engine = await createPgMem()
  await server.load(new Map(), handWritten(...ddl))
  const r = await server.introspect()
  if (!r.ok) throw new Error(r.error.message)
  catalog = r.value.catalog
  await server.load(catalog, emit(catalog, 18))
  await engine.load(catalog, emit(catalog, 18))
})
afterAll(() => server.close())

describe('integers', () => {
  it.each([
    ['a smallint', 'insert into n (a) values (32768)'],
    ['a small smallint', 'insert into n (a) values (-32769)'],
    ['an integer', 'insert into n (b) values (2147483648)'],
    ['an integer of an array', `insert into n (l) values ('{1,2147483648}')`],
    ['a bigint', 'insert into n (c) values (9999999999999999999)'],
    ['an update', 'update n set b = 3000000000 where b = 1'],
  ])('%s too large is refused by both engines', async (_, sql) => {
    const batch = { statements: ['insert into n (b) values (1)', sql], end: 'rollback' } as const
    const [mem, pg] = [await engine.run(batch), await server.run(batch)]
    expect(pg.error).toMatchObject({ statement: 1, sqlstate: '22003' })
    expect(mem.error).toMatchObject({ statement: 1, sqlstate: '22003' })
  })

  it('are taken up to the last one', async () => {
    const sql =
      'insert into n (a, b, c) values (32767, 2147483647, 9007199254740991), (-32768, -2147483648, -9007199254740991) returning a, b, c'
    const batch = { statements: [sql], end: 'rollback' } as const
    const [mem, pg] = [await engine.run(batch), await server.run(batch)]
    expect(pg.error).toBeUndefined()
    expect(mem.results[0]?.rows).toEqual(pg.results[0]?.rows)
  })

  it('that only pg-mem cannot hold are no fault of the row', async () => {
    const { error } = await engine.run({ statements: ['insert into n (c) values (9223372036854770000)'] })
    expect(error?.message).toContain('pg-mem')
    expect(error?.sqlstate).toBeUndefined()
  })
})

describe('subqueries that stand for a value', () => {
  it.each([
    'select (select count(*) from n), (select count(*) from n where b = 1)',
    'select (select max(b) from n), (select true), (select null::text)',
    `select (select '{"a": "x"}'::jsonb), (select '"x"'::jsonb), (select '2024-02-29'::date), (select 'x'::text)`,
    'select (select b from n where b < 0)',
  ])('%s', async (sql) => {
    const statements = ['insert into n (b) values (1), (2)', sql]
    const [mem, pg] = [
      await engine.run({ statements, end: 'rollback' }),
      await server.run({ statements, end: 'rollback' }),
    ]
    expect(pg.error).toBeUndefined()
    expect(mem.results[1]?.rows).toEqual(pg.results[1]?.rows)
  })

  it.each(['select (select b from n)', 'select array(select b from n where b = 1)'])(
    'may be something else, of which pg-mem says nothing: %s',
    async (sql) => {
      const { error } = await engine.run({
        statements: ['insert into n (b) values (1), (2)', sql],
        end: 'rollback',
      })
      expect(error).toMatchObject({ statement: 1, message: expect.stringContaining('pg-mem') })
      expect(error?.sqlstate).toBeUndefined()
    },
  )
})

describe('names with quotes', () => {
  const table = '"s ""t"""."q ""r"""'
  it.each<[string, string, object]>([
    ['a check', `insert into ${table} values (9, 'b')`, { sqlstate: '23514', constraint: 'c "d"' }],
    ['a key', `insert into ${table} values (2, 'a')`, { sqlstate: '23505', constraint: 'k "u"' }],
    ['a range', `insert into ${table} values (-2147483649, 'b')`, { sqlstate: '22003' }],
  ])('are told as they were given: %s', async (_, sql, error) => {
    const batch = { statements: [`insert into ${table} values (1, 'a')`, sql], end: 'rollback' } as const
    expect((await server.run(batch)).error).toMatchObject({ ...error, statement: 1 })
    expect((await engine.run(batch)).error).toMatchObject({ ...error, statement: 1 })
  })
  it('stand over the columns of an answer', async () => {
    const batch = { statements: [`select "x ""y""" from ${table}`] }
    expect((await engine.run(batch)).results[0]?.columns[0]?.name).toBe('x "y"')
  })
})

describe('a table with a constraint that pg-mem cannot read', () => {
  it('is there with all the others, and with its keys', async () => {
    const run = (sql: string) =>
      engine.run({ statements: [`insert into hard values (1, 'a')`, sql], end: 'rollback' })
    expect((await run(`insert into hard values (1, 'b')`)).error).toMatchObject({ sqlstate: '23505' })
    expect((await run(`insert into hard values (2, 'a')`)).error).toMatchObject({ sqlstate: '23505' })
    expect((await run(`insert into hard values (2, 'too long')`)).error).toMatchObject({
      sqlstate: '23514',
      constraint: 'short',
    })
    const hard = engine.gaps(catalog).filter((g) => g.feature === 'syntax')
    expect(hard.map((g) => g.object)).toEqual(['check:public.hard.named'])
  })
})

it('says in words that pg-mem broke off', async () => {
  const sql = 'select code, count(*) from hard group by 1'
  const { error } = await engine.run({ statements: [sql] })
  expect(error?.message).toMatch(
    /^pg-mem cannot run this and broke off inside \(.+\)\. PostgreSQL can judge it\.$/,
  )
  expect(error?.sqlstate).toBeUndefined()
})
