import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { bootPglite } from '../../src/engine/pglite/boot.ts'
import { createPglite } from '../../src/engine/pglite/engine.ts'
import { handWritten, snapshot } from './node.ts'

/** A database in which pgcrypto finds no digest, as happens in some starts. */
const deaf = (db: PGlite): PGlite =>
  new Proxy(db, {
    get: (of, name) => {
      if (name !== 'exec') {
        const value: unknown = Reflect.get(of, name)
        return typeof value === 'function' ? value.bind(of) : value
      }
      return (sql: string, options: object) =>
        of.exec(sql.includes('.digest(') ? `select public.digest('', 'no such digest')` : sql, options)
    },
  })

/** The first `failing` starts are deaf. */
const starting = (failing: number) => {
  let starts = 0
  const start: typeof bootPglite = async (bytes, extent) => {
    const db = await bootPglite(bytes, extent)
    return starts++ < failing ? deaf(db) : db
  }
  return { start, count: () => starts }
}

const catalog: Catalog = new Map([['s0', { kind: 'extension', id: 's0', name: 'pgcrypto' }]])
const design = handWritten(
  { sql: 'create extension pgcrypto;', admin: true },
  `create table t (a bytea default public.digest('x', 'sha256'));`,
)
const insert = { statements: ['insert into t default values returning length(a)'] }

describe('pgcrypto', () => {
  it('is asked before a design is made with it; a database in which it fails is replaced', async () => {
    const { start, count } = starting(2)
    const engine = await createPglite({ snapshot: snapshot(), start })
    expect((await engine.load(new Map(), handWritten('create table other (a int);'))).errors).toEqual([])
    expect(count()).toBe(1)
    const verdict = await engine.load(catalog, design)
    expect(verdict).toMatchObject({ errors: [], gaps: [] })
    expect(count()).toBeGreaterThanOrEqual(3)
    expect((await engine.run(insert)).results[0]?.rows).toEqual([['32']])
    const sofar = count()
    await engine.load(catalog, design)
    expect(count()).toBe(sofar)
    await engine.close()
  })

  it('is a gap of the extension, in words, where no start helps', async () => {
    const { start } = starting(Number.POSITIVE_INFINITY)
    const engine = await createPglite({ snapshot: snapshot(), start })
    const verdict = await engine.load(catalog, design)
    expect(verdict.gaps).toEqual([
      {
        object: 's0',
        feature: 'extension',
        message: expect.stringContaining('pgcrypto never found a digest'),
      },
    ])
    await engine.close()
  })
})
