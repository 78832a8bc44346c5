import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { bootPglite } from '../../src/engine/pglite/boot.ts'
import { createPglite } from '../../src/engine/pglite/engine.ts'
import { owner } from '../../src/engine/pglite/names.ts'
import { handWritten, snapshot } from './node.ts'

const rowsOf = async (db: PGlite, sql: string): Promise<unknown> => (await db.query(sql)).rows

describe('the snapshot', () => {
  let ready: PGlite
  let fresh: PGlite
  beforeAll(async () => {
    ready = await bootPglite(snapshot())
    fresh = await bootPglite(undefined)
  }, 60_000)
  afterAll(async () => {
    await ready.close()
    await fresh.close()
  })

  it.each([
    [
      'the owner',
      `select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolconfig
       from pg_roles where rolname = '${owner}'`,
    ],
    ['who else there is', `select rolname from pg_roles where rolname !~ '^pg_' order by 1`],
    [
      'whose the database is',
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
    ],
    [
      'the settings',
      `select name, setting from pg_settings where name !~ 'wal_(segment|consistency)' order by 1`,
    ],
    [
      'the schemas',
      `select nspname, nspacl::text from pg_namespace where nspname !~ '^pg_(toast|temp)' order by 1`,
    ],
  ])('starts as from nothing: %s', async (_, sql) => {
    const here = await rowsOf(ready, sql)
    expect(here).toEqual(await rowsOf(fresh, sql))
    expect(here).not.toEqual([])
  })

  it('writes on where its log ends, and reads it back', async () => {
    await ready.exec(
      'create table much as select n, md5(n::text) as text from generate_series(1, 200000) as n; checkpoint;',
    )
    expect(await rowsOf(ready, 'select count(*)::text, max(n)::text from much')).toEqual([
      { count: '200000', max: '200000' },
    ])
  })
})

describe('an engine', () => {
  const holding = (name: string): Catalog => new Map([['s0', { kind: 'extension', id: 's0', name }]])
  const made = (name: string) => handWritten({ sql: `create extension ${name};`, admin: true })

  it('is started once more for the first extension that is not there from the start', async () => {
    const starts: string[] = []
    const start: typeof bootPglite = (bytes, extent) => {
      starts.push(extent ?? 'common')
      return bootPglite(bytes, extent)
    }
    const engine = await createPglite({ snapshot: snapshot(), start })
    for (const name of ['ltree', 'hstore', 'citext', 'intarray']) {
      expect((await engine.load(holding(name), made(name))).errors).toEqual([])
      const there = await engine.run({
        statements: [`select extname from pg_extension where extname <> 'plpgsql'`],
      })
      expect(there.results[0]?.rows).toEqual([[name]])
    }
    expect(starts).toEqual(['common', 'all'])
    await engine.close()
  })

  it('is started once more where a statement creates one, and has its design as before', async () => {
    const engine = await createPglite({ snapshot: snapshot() })
    await engine.load(new Map(), handWritten('create table kept (a int);'))
    const run = await engine.run({
      statements: [
        'CREATE EXTENSION IF NOT EXISTS hstore',
        'insert into kept values (1)',
        `select count(*)::text, 'a=>1'::hstore -> 'a' from kept`,
      ],
    })
    expect(run.error).toBeUndefined()
    expect(run.results.at(-1)?.rows).toEqual([['1', '1']])
    await engine.close()
  })
})
