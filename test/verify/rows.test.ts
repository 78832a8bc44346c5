import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalog, commonTypes, literal, type Obj, sql } from '../../src/catalog/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, namesOf } from '../../src/sql/index.ts'
import { completeRow, insertSql, newWriting } from '../../src/verify/rows/index.ts'
import { catalogOf, check, fk, fragment, madeOf, primary, raw, t, table, unique } from './fixture.ts'
import { pgliteEngine } from './pglite.ts'

const bigint = { type: t('bigint') }
const text = { type: t('text'), notNull: true }
const key = { id: { ...bigint, identity: 'always' } } as const

interface Case {
  readonly title: string
  readonly of: string
  readonly objects: readonly (Obj | readonly Obj[])[]
}

const status: Obj = {
  kind: 'enum',
  id: 'status',
  name: 'order status',
  schema: 's',
  labels: [
    { id: 'l1', name: 'draft' },
    { id: 'l2', name: "it's" },
  ],
}
const checked = (
  column: Parameters<typeof table>[1][string],
  ...texts: readonly string[]
): readonly Obj[] => [
  ...table('x', { ...key, v: { notNull: true, ...column } }),
  primary('x', 'id'),
  ...texts.map((c, i) => check('x', `c${i}`, c)),
]

/** Three rows of each must be taken by the server. */
const cases: readonly Case[] = [
  { title: 'an identity key', of: 'x', objects: [table('x', { ...key, name: text }), primary('x', 'id')] },
  {
    title: 'a uuid key',
    of: 'x',
    objects: [table('x', { id: { type: t('uuid'), default: raw('gen_random_uuid()') } }), primary('x', 'id')],
  },
  {
    title: 'a short char key',
    of: 'x',
    objects: [table('x', { id: { type: t('char', 2) } }), primary('x', 'id')],
  },
  { title: 'no column at all', of: 'x', objects: [table('x', {})] },
  {
    title: 'a default that a unique key would repeat',
    of: 'x',
    objects: [
      table('x', { ...key, code: { ...text, default: raw("'none'") } }),
      primary('x', 'id'),
      unique('x', 'code'),
    ],
  },
  {
    title: 'a unique nullable column without distinct nulls',
    of: 'x',
    objects: [
      table('x', { ...key, code: { type: t('text') } }),
      primary('x', 'id'),
      { ...unique('x', 'code'), nullsNotDistinct: true } as Obj,
    ],
  },
  {
    title: 'an enum',
    of: 'x',
    objects: [
      status,
      table('x', {
        ...key,
        s: { type: { type: 'status' }, notNull: true },
        d: { type: { type: 'status' }, notNull: true, default: sql`${literal('l2')}` },
      }),
      primary('x', 'id'),
    ],
  },
  {
    title: 'an array of an enum',
    of: 'x',
    objects: [status, table('x', { s: { type: { type: 'status', dims: 1 }, notNull: true } })],
  },
  {
    title: 'a stored generated column',
    of: 'x',
    objects: [
      table('x', {
        ...key,
        n: { type: t('integer'), notNull: true },
        twice: { type: t('integer'), generated: { expr: fragment('x', '{n} * 2') } },
      }),
      primary('x', 'id'),
    ],
  },
  {
    title: 'a domain',
    of: 'x',
    objects: [
      {
        kind: 'domain',
        id: 'd',
        name: 'email',
        schema: 's',
        type: t('text'),
        notNull: true,
        checks: [{ id: 'dc', name: 'looks_like_mail', expr: raw("value ~ '^[^@]+@[^@]+$'") }],
      },
      table('x', { ...key, e: { type: { type: 'd' } } }),
      primary('x', 'id'),
      unique('x', 'e'),
    ],
  },
  {
    title: 'a chain of parents',
    of: 'c',
    objects: [
      table('a', { ...key, code: text }),
      primary('a', 'id'),
      unique('a', 'code'),
      table('b', { ...key, a_id: { ...bigint, notNull: true } }),
      primary('b', 'id'),
      fk('b', ['a_id'], 'a', ['id']),
      table('c', { ...key, b_id: { ...bigint, notNull: true } }),
      primary('c', 'id'),
      fk('c', ['b_id'], 'b', ['id']),
    ],
  },
  {
    title: 'a junction of a table with itself',
    of: 'j',
    objects: [
      table('a', key),
      primary('a', 'id'),
      table('j', { one: bigint, two: bigint }),
      primary('j', 'one', 'two'),
      fk('j', ['one'], 'a', ['id']),
      fk('j', ['two'], 'a', ['id']),
      check('j', 'not_self', '{one} < {two}'),
    ],
  },
  {
    title: 'a key that is a reference',
    of: 'b',
    objects: [
      table('a', { id: { type: t('text') } }),
      primary('a', 'id'),
      check('a', 'code', "{id} ~ '^[A-Z]{3}$'"),
      table('b', { id: { type: t('text') } }),
      primary('b', 'id'),
      fk('b', ['id'], 'a', ['id']),
    ],
  },
  {
    title: 'a composite reference that shares a column',
    of: 'l',
    objects: [
      table('o', { tenant: bigint, id: bigint }),
      primary('o', 'tenant', 'id'),
      table('p', { tenant: bigint, id: bigint }),
      primary('p', 'tenant', 'id'),
      table('l', {
        tenant: bigint,
        id: bigint,
        o_id: { ...bigint, notNull: true },
        p_id: { ...bigint, notNull: true },
      }),
      primary('l', 'tenant', 'id'),
      fk('l', ['tenant', 'o_id'], 'o', ['tenant', 'id']),
      fk('l', ['tenant', 'p_id'], 'p', ['tenant', 'id']),
    ],
  },
  {
    title: 'a nullable reference to itself',
    of: 'x',
    objects: [table('x', { ...key, up: bigint }), primary('x', 'id'), fk('x', ['up'], 'x', ['id'])],
  },
  {
    title: 'a required reference to itself',
    of: 'x',
    objects: [
      table('x', { ...key, up: { ...bigint, notNull: true } }),
      primary('x', 'id'),
      fk('x', ['up'], 'x', ['id']),
    ],
  },
  {
    title: 'an exclusive arc',
    of: 'x',
    objects: [
      table('a', key),
      primary('a', 'id'),
      table('b', key),
      primary('b', 'id'),
      table('x', { ...key, a_id: bigint, b_id: bigint }),
      primary('x', 'id'),
      fk('x', ['a_id'], 'a', ['id']),
      fk('x', ['b_id'], 'b', ['id']),
      check('x', 'arc', 'num_nonnulls({a_id}, {b_id}) = 1'),
    ],
  },
  {
    title: 'a lookup with reference rows',
    of: 'x',
    objects: [
      table('k', { code: { type: t('text') } }),
      primary('k', 'code'),
      {
        kind: 'rows',
        id: 'kr',
        name: '',
        table: 'k',
        columns: ['k.code'],
        values: [[raw("'open'")], [raw("'shut'")]],
      },
      table('x', { ...key, k: text }),
      primary('x', 'id'),
      fk('x', ['k'], 'k', ['code']),
    ],
  },
  {
    title: 'a subtype with a constant generated discriminator',
    of: 'y',
    objects: [
      table('x', { id: bigint, sort: text }),
      primary('x', 'id'),
      unique('x', 'id', 'sort'),
      check('x', 'sorts', "{sort} in ('book', 'film')"),
      table('y', { id: bigint, sort: { type: t('text'), generated: { expr: raw("'film'::text") } } }),
      primary('y', 'id'),
      fk('y', ['id', 'sort'], 'x', ['id', 'sort']),
    ],
  },
  {
    title: 'periods that may not overlap',
    of: 'x',
    objects: [
      { kind: 'extension', id: 'ext', name: 'btree_gist' },
      table('x', {
        ...key,
        room: { type: t('integer'), notNull: true },
        period: { type: t('daterange'), notNull: true },
      }),
      primary('x', 'id'),
      {
        kind: 'exclusion',
        id: 'ex',
        name: 'ex',
        table: 'x',
        method: 'gist',
        elements: [
          { column: 'x.room', operator: '=' },
          { column: 'x.period', operator: '&&' },
        ],
      },
      check('x', 'not_empty', 'not isempty({period})'),
    ],
  },
  {
    title: 'one version of each at a time, all of them running',
    of: 'x',
    objects: [
      { kind: 'extension', id: 'ext', name: 'btree_gist' },
      table('x', {
        ...key,
        room: { type: t('integer'), notNull: true },
        period: { type: t('daterange'), notNull: true, default: raw('daterange(current_date, null)') },
      }),
      primary('x', 'id'),
      {
        kind: 'exclusion',
        id: 'ex',
        name: 'ex',
        table: 'x',
        method: 'gist',
        elements: [
          { column: 'x.room', operator: '=' },
          { column: 'x.period', operator: '&&' },
        ],
      },
    ],
  },
  {
    title: 'two dates in order',
    of: 'x',
    objects: [
      table('x', {
        ...key,
        since: { type: t('date'), notNull: true },
        until: { type: t('date'), notNull: true },
      }),
      primary('x', 'id'),
      check('x', 'ordered', '{since} < {until}'),
    ],
  },
  {
    title: 'a check that cannot be read',
    of: 'x',
    objects: checked({ type: t('integer') }, 'case when {v} > 0 then true else false end'),
  },
  ...(
    [
      ['integer', '{v} > 41'],
      ['integer', '{v} between 7 and 9'],
      ['integer', '{v} < -5'],
      ['numeric', '{v} > 0 and {v} < 1'],
      ['text', "{v} ~ '^[A-Z]{3}$'"],
      ['text', "{v} in ('a b', 'c')"],
      ['text', "{v} = any (array['x'::text, 'y'::text])"],
      ['text', 'char_length({v}) = 11'],
      ['text', 'char_length({v}) <= 3'],
      ['text', "{v} <> ''"],
      ['text', "{v} like 'SKU-%'"],
      ['text', "btrim({v}) <> '' and {v} = lower({v})"],
      ['jsonb', "jsonb_typeof({v}) = 'array'"],
      ['boolean', '{v}'],
      ['boolean', 'not {v}'],
      ['date', "{v} >= date '2030-01-01'"],
      ['date', "{v} < '2001-05-05'::date"],
      ['integer', '{v} % 7 = 3 or {v} = 1000'],
    ] as const
  ).map(([base, c]): Case => ({ title: `${base}: ${c}`, of: 'x', objects: checked({ type: t(base) }, c) })),
  ...[...commonTypes, 'interval day to minute', '"char"', 'jsonpath', 'regclass', 'regtype', 'xid8']
    .filter((base) => !['xml'].includes(base))
    .map(
      (base): Case => ({
        title: `type ${base}`,
        of: 'x',
        objects: [
          ...(['ltree', 'citext'].includes(base)
            ? [{ kind: 'extension', id: `e${base}`, name: base } as const]
            : []),
          ...table('x', { ...key, v: { type: t(base), notNull: true } }),
          primary('x', 'id'),
        ],
      }),
    ),
  {
    title: 'type with modifiers',
    of: 'x',
    objects: [
      table('x', {
        ...key,
        a: { type: t('numeric', 3, 3), notNull: true },
        b: { type: t('varchar', 2), notNull: true },
        c: { type: t('bit', 5), notNull: true },
        d: { type: t('integer'), notNull: true },
        e: { type: { base: 'integer', dims: 1 }, notNull: true },
      }),
      primary('x', 'id'),
    ],
  },
]

describe('completed rows', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await pgliteEngine()
  }, 60_000)
  afterAll(() => engine.close())

  const inserts = (catalog: Catalog, of: string, count: number): readonly string[] => {
    const made = madeOf(catalog)
    const w = newWriting(made)
    const names = namesOf(catalog)
    return Array.from({ length: count }).flatMap(() => {
      const done = completeRow(w, of, new Map())
      if (!done.ok) throw new Error(done.error.because)
      return [...done.value.requires, done.value.row].map((r) => insertSql(made, names, r))
    })
  }

  it.each(cases)('$title', async ({ of, objects }) => {
    const catalog = catalogOf(...objects)
    const verdict = await engine.load(catalog, emit(catalog, 18))
    expect(verdict.errors).toEqual([])
    const statements = inserts(catalog, of, 3)
    const { error } = await engine.run({ session: { role: 'damask_owner' }, statements })
    expect(error).toBeUndefined()
    expect(inserts(catalog, of, 3)).toEqual(statements)
  })

  it('refer with all columns of a reference or with none', () => {
    const on = { type: t('boolean') }
    const catalog = catalogOf(
      table('a', { ...key, open: { ...on, notNull: true } }),
      primary('a', 'id', 'open'),
      table('x', { ...key, a_id: bigint, a_open: on }),
      primary('x', 'id'),
      fk('x', ['a_id', 'a_open'], 'a', ['id', 'open']),
      check('x', 'belongs', '{a_id} is not null'),
    )
    const done = completeRow(newWriting(madeOf(catalog)), 'x', new Map())
    expect(done.ok && done.value.requires.map((r) => r.table)).toEqual(['a'])
    expect(done.ok && [...done.value.row.cells.keys()]).toEqual(
      expect.arrayContaining(['x.a_id', 'x.a_open']),
    )
  })

  it('are what checks want beside a constant that is given as SQL', () => {
    const catalog = catalogOf(
      table('x', { ...key, online: { type: t('boolean'), notNull: true }, venue: { type: t('text') } }),
      primary('x', 'id'),
      check('x', 'somewhere', '{online} or {venue} is not null'),
    )
    const venue = (sql: string) => {
      const done = completeRow(newWriting(madeOf(catalog)), 'x', new Map([['x.online', { sql }]]))
      return done.ok && done.value.row.cells.has('x.venue')
    }
    expect(['false', 'FALSE', 'true', '1 = 1'].map(venue)).toEqual([true, true, false, false])
  })
})
