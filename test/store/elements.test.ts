import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App, Id } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

const flat = (app: App): string => openOf(app).emitted.text.replace(/\s+/g, ' ')

let db: PGlite
beforeAll(async () => {
  db = new PGlite({ extensions: { btree_gist, citext, pg_trgm } })
  await db.exec('create extension pg_trgm; create extension citext; create extension btree_gist')
})
afterAll(() => db.close())

/** What PostgreSQL says of the DDL, beside its extensions. */
const refusal = async (sql: string): Promise<string | undefined> => {
  await db.exec('begin')
  try {
    await db.exec(sql)
    return undefined
  } catch (e) {
    return String(e)
  } finally {
    await db.exec('rollback')
  }
}

const setIndex = (app: App, patch: object): Id => {
  const [id = ''] = app.state.getState().selection
  const r = openOf(app).design.records.get(id as Id)
  if (r?.kind !== 'index') throw new Error('no index')
  must(app, app.commands.put({ ...r, ...patch }))
  return r.id
}

const types = [
  'text',
  'varchar(20)',
  'char(3)',
  'name',
  'citext',
  'bigint',
  'jsonb',
  'text[]',
  'timestamptz',
  'bytea',
] as const

/** A class, the method that knows it, and the type that it is on first. */
const classes: readonly (readonly [string, string, string])[] = [
  ['text_pattern_ops', 'btree', 'text'],
  ['text_ops', 'btree', 'text'],
  ['varchar_pattern_ops', 'btree', 'varchar(20)'],
  ['varchar_ops', 'btree', 'varchar(20)'],
  ['bpchar_pattern_ops', 'btree', 'char(3)'],
  ['gin_trgm_ops', 'gin', 'text'],
  ['gist_trgm_ops(siglen=32)', 'gist', 'text'],
  ['text_minmax_ops', 'brin', 'text'],
  ['text_bloom_ops', 'brin', 'text'],
  ['jsonb_path_ops', 'gin', 'jsonb'],
  ['jsonb_ops', 'btree', 'jsonb'],
  ['timestamptz_minmax_multi_ops', 'brin', 'timestamptz'],
  ['citext_pattern_ops', 'btree', 'citext'],
]

describe('a part of an index that becomes another', () => {
  it.each(classes)(
    'keeps %s of %s where PostgreSQL takes it, else says that it went',
    async (opclass, method, from) => {
      const app = await blank()
      draw(app, 't', [`was ${from}`, ...types.map((t, i) => `c${i} ${t}`)].join('\n'))
      for (const [i, type] of types.entries()) {
        must(app, app.commands.addIndex(idOf(app, 't'), [idOf(app, 't.was')]))
        const how = method === 'btree' ? {} : { method }
        const index = setIndex(app, { ...how, elements: [{ column: idOf(app, 't.was'), opclass }] })
        const attempt = app.commands.setElement(index, 0, `c${i}`)
        must(app, attempt)
        const kept = flat(app).includes(`(c${i} ${opclass})`)
        // A method may have no class for the type: then no index of it is right.
        expect((await refusal(flat(app))) ?? '', type).toMatch(/^$|no default operator class/)
        const plain = `create table t (c ${type}); create index on t using ${method} (c ${opclass})`
        // A class for prefixes becomes the one for the other kind of text.
        const instead = /_pattern_ops\)/.test(flat(app))
        expect({ type, kept: kept || instead }).toEqual({
          type,
          kept: (await refusal(plain)) === undefined || instead,
        })
        expect(attempt.ok && (attempt.value.says ?? '')).toEqual(kept ? '' : expect.stringContaining(opclass))
        must(app, app.commands.remove([index]))
      }
    },
  )

  it('keeps what fits an expression that shows its type, and nothing that may not', async () => {
    const app = await blank()
    draw(app, 't', 'note text\nnick citext\nduring tstzrange\nn bigint\nname char(5)')
    must(app, app.commands.addIndex(idOf(app, 't'), 'note text_pattern_ops'))
    const [index = ''] = app.state.getState().selection
    const set = async (text: string): Promise<string> => {
      must(app, app.commands.setElement(index as Id, 0, text))
      const sql = flat(app)
      expect(await refusal(sql)).toBeUndefined()
      return /on t (?<parts>\(.*?\));/.exec(sql)?.groups?.parts ?? ''
    }
    expect(await set('lower(note)')).toBe('(lower(note) text_pattern_ops)')
    expect(await set('n::text')).toBe('((n::text) text_pattern_ops)')
    expect(await set('lower(nick)')).toBe('(lower(nick) text_pattern_ops)')
    expect(await set('name')).toBe('(name bpchar_pattern_ops)')
    expect(await set('note')).toBe('(note text_pattern_ops)')
    expect(await set('lower(during)')).toBe('(lower(during))')
    expect(await set('note text_pattern_ops')).toBe('(note text_pattern_ops)')
    expect(await set('n')).toBe('(n)')
  })

  it('keeps a collation of text only', async () => {
    const app = await blank()
    draw(app, 't', 'note text\nnick varchar(9)\nn bigint')
    must(app, app.commands.addIndex(idOf(app, 't'), 'note'))
    const index = setIndex(app, { elements: [{ column: idOf(app, 't.note'), collation: 'C' }] })
    must(app, app.commands.setElement(index, 0, 'nick'))
    expect(flat(app)).toContain('(nick collate "C")')
    const attempt = app.commands.setElement(index, 0, 'n')
    expect(attempt.ok && attempt.value.says).toContain('collation C')
    must(app, attempt)
    expect(flat(app)).toContain('on t (n)')
    expect(await refusal(flat(app))).toBeUndefined()
  })
})

describe('a part of an exclusion that becomes another', () => {
  it.each([
    ['room', '='],
    ['room', '<>'],
    ['lower(note)', '='],
  ])('%s with %s brings the extension that it needs', async (text, operator) => {
    const app = await blank()
    draw(app, 't', 'room bigint!\nduring tstzrange!\nnote text')
    must(app, app.commands.addExclusion(idOf(app, 't'), 'gist', 'during with &&'))
    const [id = ''] = app.state.getState().selection
    expect(flat(app)).not.toContain('btree_gist')
    must(app, app.commands.setElement(id as Id, 0, text, ` ${operator} `))
    expect(flat(app)).toContain(`exclude using gist (${text} with ${operator})`)
    expect(flat(app)).toContain('create extension if not exists btree_gist')
    expect(await refusal(flat(app))).toBeUndefined()
    must(app, app.commands.setElement(id as Id, 0, 'during', '&&'))
    expect(flat(app)).not.toContain('btree_gist')
  })

  it('is told where it is none', async () => {
    const app = await blank()
    draw(app, 't', 'room bigint!\nduring tstzrange!')
    must(app, app.commands.addExclusion(idOf(app, 't'), 'gist', 'during with &&'))
    const [id = ''] = app.state.getState().selection
    const wrong = (text: string, operator?: string): string => {
      const attempt = app.commands.setElement(id as Id, 0, text, operator)
      return attempt.ok ? '' : attempt.error.message
    }
    expect(wrong('during', 'and')).toContain('is not an operator')
    expect(wrong('during')).toContain('is not an operator')
    expect(wrong('during, room', '=')).toContain('one column or expression')
    expect(wrong('', '=')).toContain('one column or expression')
    expect(wrong('during)', '=')).not.toBe('')
  })
})
