import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalog, name, type Obj, sql } from '../../src/catalog/index.ts'
import type { Made } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { type RowTrial, refusedBy, runCases, tryRow } from '../../src/verify/index.ts'
import { catalogOf, check, fk, madeOf, primary, raw, t, table, unique } from './fixture.ts'
import { pgliteEngine } from './pglite.ts'
import { shopMade } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pgliteEngine()
}, 60_000)
afterAll(() => engine.close())

const load = async (made: Made): Promise<void> => {
  expect((await engine.load(made.catalog, emit(made.catalog, 18))).errors).toEqual([])
}
const key = { id: { type: t('bigint'), identity: 'always' } } as const
const text = { type: t('text'), notNull: true }

/** A trigger that sees each new row before any constraint does. */
const seeing = (of: string, body: string): readonly Obj[] => [
  {
    kind: 'routine',
    id: 'look',
    name: 'look',
    schema: 's',
    params: [],
    returns: raw('trigger'),
    language: 'plpgsql',
    body: raw(body, true),
  },
  {
    kind: 'trigger',
    id: 'looks',
    name: 'looks',
    table: of,
    timing: 'before',
    events: ['insert'],
    routine: 'look',
  },
]

const rich = madeOf(
  catalogOf(
    { kind: 'extension', id: 'ext', name: 'btree_gist' },
    {
      kind: 'enum',
      id: 'size',
      name: 'size',
      schema: 's',
      labels: [
        { id: 'l1', name: 'small' },
        { id: 'l2', name: 'large' },
      ],
    },
    {
      kind: 'domain',
      id: 'mail',
      name: 'mail',
      schema: 's',
      type: t('text'),
      checks: [{ id: 'mail_ok', name: 'mail_ok', expr: raw("value ~ '^[^@]+@[^@]+$'") }],
    },
    table('owners', key),
    primary('owners', 'id'),
    table('codes', { code: { type: t('char', 3) } }),
    primary('codes', 'code'),
    check('codes', 'upper', "{code} ~ '^[A-Z]{3}$'"),
    {
      kind: 'rows',
      id: 'coded',
      name: '',
      table: 'codes',
      columns: ['codes.code'],
      values: [[raw("'EUR'")]],
    },
    table('rooms', {
      ...key,
      owner_id: { type: t('bigint'), notNull: true },
      code: { type: t('char', 3), notNull: true },
      label: text,
      size: { type: { type: 'size' }, notNull: true },
      mail: { type: { type: 'mail' }, notNull: true },
      price: { type: t('numeric', 10, 2), notNull: true },
      discount: { type: t('numeric', 10, 2) },
      stay: { type: t('daterange'), notNull: true },
      twice: { type: t('numeric'), generated: { expr: sql`${name('rooms.price')} * 2` } },
      deleted_at: { type: t('timestamptz') },
    }),
    primary('rooms', 'id'),
    fk('rooms', ['owner_id'], 'owners', ['id'], { deferrable: 'initially deferred' }),
    fk('rooms', ['code'], 'codes', ['code']),
    unique('rooms', 'owner_id', 'label'),
    {
      kind: 'index',
      id: 'live_mail',
      name: 'live_mail',
      table: 'rooms',
      unique: true,
      elements: [{ expr: sql`lower(${name('rooms.mail')})` }],
      where: sql`${name('rooms.deleted_at')} is null`,
    } as Obj,
    check('rooms', 'cheap', '{price} between 1 and 99'),
    check('rooms', 'less', '{discount} is null or {discount} < {price}'),
    check('rooms', 'odd', "case when {label} = 'no' then false else true end"),
    {
      kind: 'exclusion',
      id: 'no_overlap',
      name: 'no_overlap',
      table: 'rooms',
      method: 'gist',
      elements: [
        { column: 'rooms.owner_id', operator: '=' },
        { column: 'rooms.stay', operator: '&&' },
      ],
    },
  ),
)

const outcome = (r: RowTrial): string =>
  r.impossible ? 'impossible' : r.accepted ? 'accepted' : (r.refusedBy ?? `? ${r.message}`)

describe('generated rows', () => {
  it('break one constraint each, and the server names that one', async () => {
    await load(rich)
    const trials = await runCases(engine, rich, 'rooms')
    expect(trials.map((r) => [r.label, outcome(r)])).toEqual([
      ['a valid row', 'accepted'],
      ...['id', 'owner_id', 'code', 'label', 'size', 'mail', 'price', 'stay'].map((c) => [
        `${c} is NULL`,
        `rooms.${c}`,
      ]),
      ['size is no label of its enum', 'rooms.size'],
      ['not (price between 1 and 99)', 'cheap'],
      ['not (discount is null or discount < price)', 'less'],
      ["not (case when label = 'no' then false else true end)", 'impossible'],
      ['breaks mail_ok', 'mail_ok'],
      ['a second row with the same id', 'rooms_pkey'],
      ['a second row with the same owner_id, label', 'rooms_owner_id_label_key'],
      ['a second row with the same mail', 'live_mail'],
      ['a second row that conflicts in owner_id, stay', 'no_overlap'],
      ['code without a row in codes', 'rooms_code_fkey'],
      ['owner_id without a row in owners', 'rooms_owner_id_fkey'],
    ])
    expect(trials.filter((r) => !r.impossible && !r.accepted && r.refusedBy !== r.expected)).toEqual([])
  })

  it('fall under the condition of a partial unique index or exclusion, whatever columns it speaks of', async () => {
    const partial = (id: string, where: string, column: string): Obj =>
      ({
        kind: 'index',
        id,
        name: id,
        table: 'cards',
        unique: true,
        elements: [{ column: `cards.${column}` }],
        where: raw(where),
      }) as Obj
    const cards = madeOf(
      catalogOf(
        { kind: 'extension', id: 'ext', name: 'btree_gist' },
        table('cards', {
          ...key,
          owner: { type: t('bigint'), notNull: true },
          desk: { type: t('text'), notNull: true },
          state: { type: t('text') },
          main: { type: t('boolean'), notNull: true, default: raw('false') },
          stay: { type: t('daterange'), notNull: true },
        }),
        primary('cards', 'id'),
        partial('one_main', 'main', 'owner'),
        partial('one_open', "state = 'open' and not main", 'desk'),
        {
          kind: 'exclusion',
          id: 'apart',
          name: 'apart',
          table: 'cards',
          method: 'gist',
          elements: [{ column: 'cards.stay', operator: '&&' }],
          where: raw("state = 'booked'"),
        },
      ),
    )
    await load(cards)
    const trials = await runCases(engine, cards, 'cards')
    expect(trials.filter((r) => r.label.startsWith('a second')).map((r) => [r.label, outcome(r)])).toEqual([
      ['a second row with the same id', 'cards_pkey'],
      ['a second row with the same owner', 'one_main'],
      ['a second row with the same desk', 'one_open'],
      ['a second row that conflicts in stay', 'apart'],
    ])
  })

  it('break a domain whose check the table repeats more strictly: the domain speaks first', async () => {
    const paid = madeOf(
      catalogOf(
        {
          kind: 'domain',
          id: 'amount',
          name: 'amount',
          schema: 's',
          type: t('numeric', 12, 2),
          checks: [{ id: 'not_negative', name: 'not_negative', expr: raw('value >= 0') }],
        },
        table('paid', { ...key, amount: { type: { type: 'amount' }, notNull: true } }),
        primary('paid', 'id'),
        check('paid', 'something', '{amount} > 0'),
        check('paid', 'always', '{amount} is not null or {amount} is null'),
      ),
    )
    await load(paid)
    const trials = await runCases(engine, paid, 'paid')
    expect(trials.slice(-4).map((r) => [r.label, outcome(r), r.impossible])).toEqual([
      ['not (amount is not null or amount is null)', 'impossible', 'no value was found that breaks always'],
      ['not (amount > 0)', 'something', undefined],
      ['breaks not_negative', 'not_negative', undefined],
      ['a second row with the same id', 'paid_pkey', undefined],
    ])
  })

  it('hold digests of the length that a check asks for', async () => {
    const tokens = madeOf(
      catalogOf(
        table('tokens', { ...key, hash: { type: t('bytea'), notNull: true } }),
        primary('tokens', 'id'),
        unique('tokens', 'hash'),
        check('tokens', 'sha256', 'octet_length({hash}) = 32'),
      ),
    )
    await load(tokens)
    const trials = await runCases(engine, tokens, 'tokens')
    expect(trials.map((r) => [r.label, outcome(r)])).toEqual([
      ['a valid row', 'accepted'],
      ['id is NULL', 'tokens.id'],
      ['hash is NULL', 'tokens.hash'],
      ['not (octet_length(hash) = 32)', 'sha256'],
      ['a second row with the same id', 'tokens_pkey'],
      ['a second row with the same hash', 'tokens_hash_key'],
    ])
  })

  it('expect nothing of a NOT NULL that a trigger comes before', async () => {
    const body = `begin if new.state is null then raise exception 'no state'; end if; new.changed := coalesce(new.changed, now()); return new; end`
    const seen = madeOf(
      catalogOf(
        table('seen', {
          ...key,
          state: text,
          note: text,
          changed: { type: t('timestamptz'), notNull: true },
        }),
        primary('seen', 'id'),
        seeing('seen', body),
      ),
    )
    await load(seen)
    const trials = await runCases(engine, seen, 'seen')
    expect(
      trials.filter((r) => r.label.includes('NULL')).map((r) => [r.label, r.accepted, r.expected]),
    ).toEqual([
      ['id is NULL', false, 'seen.id'],
      ['state is NULL, which a trigger refuses first', false, undefined],
      ['note is NULL', false, 'seen.note'],
      ['changed is NULL, which a trigger fills', true, undefined],
    ])
  })

  it('say what came before a constraint: a trigger, or the type', async () => {
    const body = `begin if new.kind not in ('a', 'b') then raise exception 'a or b'; end if; new.low := 1; new.high := 2; return new; end`
    const number = { type: t('integer'), notNull: true }
    const spans = madeOf(
      catalogOf(
        table('spans', {
          ...key,
          kind: text,
          low: number,
          high: number,
          size: { ...number, type: t('numeric', 3, 1) },
          other: number,
        }),
        primary('spans', 'id'),
        check('spans', 'known', "{kind} in ('a', 'b')"),
        check('spans', 'order', '{low} < {high}'),
        check('spans', 'small', '{size} < 100'),
        check('spans', 'positive', '{other} > 0'),
        seeing('spans', body),
      ),
    )
    await load(spans)
    const trials = await runCases(engine, spans, 'spans')
    expect(
      trials.filter((r) => r.label.startsWith('not')).map((r) => [r.label, r.accepted, r.expected]),
    ).toEqual([
      ["not (kind in ('a', 'b')), which a trigger refuses first", false, undefined],
      ['not (low < high), which a trigger fills', true, undefined],
      ['not (other > 0)', false, 'positive'],
      ['not (size < 100), which its type refuses first', false, undefined],
    ])
  })

  it('work past row level security, and say what cannot be broken alone', async () => {
    await load(shopMade)
    const trials = await runCases(engine, shopMade, 'orders')
    const by = new Map(trials.map((r) => [r.expected, outcome(r)]))
    expect(by.get(null)).toBe('accepted')
    expect(by.get('positive')).toBe('positive')
    expect(by.get('orders.tenant_id')).toBe('orders.tenant_id')
    expect(by.get('orders_tenant_id_customer_id_fkey')).toBe('orders_tenant_id_customer_id_fkey')
    expect(by.get('orders_tenant_id_fkey')).toBe('impossible')
  })

  it('show a constraint that is declared and does not bite', async () => {
    await load(rich)
    const lax = new Map(rich.catalog)
    lax.delete('cheap')
    await load({ ...rich, catalog: lax })
    const trials = await runCases(engine, rich, 'rooms')
    expect(trials.find((r) => r.expected === 'cheap')).toMatchObject({ accepted: true })
  })

  it('leave the tables empty', async () => {
    const { results } = await engine.run({ statements: ['select count(*) from rooms, owners'] })
    expect(results[0]?.rows).toEqual([['0']])
  })
})

describe('typed rows', () => {
  const good = {
    'rooms.owner_id': '5',
    'rooms.code': 'EUR',
    'rooms.label': "it's",
    'rooms.size': 'small',
    'rooms.mail': 'a@b',
    'rooms.price': '9.50',
    'rooms.stay': '[2024-01-01,2024-01-03)',
  }
  const cases: readonly (readonly [string, Record<string, string | null | undefined>, object])[] = [
    [
      'is taken, and what was made for it is said',
      {},
      { accepted: true, message: expect.stringContaining('owners') },
    ],
    [
      'left out',
      { 'rooms.label': undefined },
      {
        accepted: false,
        refusedBy: 'rooms.label',
        sqlstate: '23502',
        message: expect.stringContaining('must not be NULL'),
      },
    ],
    ['NULL', { 'rooms.label': null }, { accepted: false, refusedBy: 'rooms.label' }],
    [
      'a check',
      { 'rooms.price': '100' },
      { accepted: false, refusedBy: 'cheap', message: expect.stringContaining('price between 1 and 99') },
    ],
    ['a domain', { 'rooms.mail': 'nobody' }, { accepted: false, refusedBy: 'mail_ok' }],
    ['an enum', { 'rooms.size': 'huge' }, { accepted: false, refusedBy: 'rooms.size', sqlstate: '22P02' }],
    [
      'text that is no number',
      { 'rooms.owner_id': 'x' },
      {
        accepted: false,
        refusedBy: 'rooms.owner_id',
        sqlstate: '22P02',
        message: expect.stringContaining('owner_id: invalid input syntax for type bigint'),
      },
    ],
    [
      'text that is no number, shown as it was typed',
      { 'rooms.price': 'abc' },
      {
        accepted: false,
        refusedBy: 'rooms.price',
        values: expect.objectContaining({ 'rooms.price': 'abc' }),
      },
    ],
    [
      'more digits than are kept, shown as they were typed',
      { 'rooms.price': '9.504' },
      { accepted: true, values: expect.objectContaining({ 'rooms.price': '9.504' }) },
    ],
    [
      'more digits than there is room for',
      { 'rooms.discount': '123456789.5' },
      { accepted: false, refusedBy: 'rooms.discount', sqlstate: '22003' },
    ],
    [
      'text that is too long',
      { 'rooms.code': 'EURO' },
      { accepted: false, refusedBy: 'rooms.code', sqlstate: '22001' },
    ],
    [
      'a number for what numbers itself',
      { 'rooms.id': '7' },
      { accepted: false, sqlstate: '428C9', message: expect.stringContaining('GENERATED ALWAYS') },
    ],
    [
      'a code that its parent refuses',
      { 'rooms.code': 'eur' },
      { accepted: false, refusedBy: 'rooms_code_fkey' },
    ],
  ]
  it.each(cases)('%s', async (_, change, expected) => {
    await load(rich)
    const trial = await tryRow(engine, rich, 'rooms', { ...good, ...change })
    expect(trial).toMatchObject(expected)
  })
  it('is refused by the column that the value stands in, where several have its type', async () => {
    const sized = madeOf(
      catalogOf(
        {
          kind: 'enum',
          id: 'size',
          name: 'size',
          schema: 's',
          labels: [{ id: 'l1', name: 'small' }],
        },
        { kind: 'domain', id: 'mail', name: 'mail', schema: 's', type: t('text'), notNull: true, checks: [] },
        table('boxes', {
          inner: { type: { type: 'size' } },
          outer: { type: { type: 'size' } },
          first: { type: { type: 'mail' } },
          second: { type: { type: 'mail' } },
        }),
      ),
    )
    await load(sized)
    const good = { 'boxes.inner': 'small', 'boxes.outer': 'small', 'boxes.first': 'a', 'boxes.second': 'b' }
    for (const [column, value] of [
      ['boxes.inner', 'huge'],
      ['boxes.outer', 'huge'],
      ['boxes.first', null],
      ['boxes.second', null],
    ] as const) {
      const trial = await tryRow(engine, sized, 'boxes', { ...good, [column]: value })
      expect(trial, column).toMatchObject({ accepted: false, refusedBy: column })
    }
  })
  it('has its other parents made where one cannot be, so that only that one is missed', async () => {
    const people = madeOf(
      catalogOf(
        table('teams', key),
        primary('teams', 'id'),
        table('people', { ...key, boss_id: { type: t('bigint') }, a_team: { type: t('bigint') } }),
        primary('people', 'id'),
        fk('people', ['a_team'], 'teams', ['id']),
        fk('people', ['boss_id'], 'people', ['id']),
      ),
    )
    await load(people)
    const trial = await tryRow(engine, people, 'people', { 'people.a_team': '5', 'people.boss_id': '9' })
    expect(trial).toMatchObject({ accepted: false, refusedBy: 'people_boss_id_fkey' })
  })
  it('gets the tenant by itself', async () => {
    await load(shopMade)
    const trial = await tryRow(engine, shopMade, 'customers', { 'customers.email': 'a' })
    expect(trial).toMatchObject({ accepted: true, values: { 'customers.tenant_id': '1001' } })
  })
})

describe('a partitioned table', () => {
  it('refuses what no partition takes, and NULL in its key for want of one', async () => {
    const logs = madeOf(
      catalogOf(
        table(
          'logs',
          { day: { type: t('date'), notNull: true }, note: text },
          { partitionBy: { method: 'range', keys: [{ column: 'logs.day' }] } },
        ),
        {
          kind: 'partition',
          id: 'logs_2024',
          name: 'logs_2024',
          schema: 's',
          table: 'logs',
          from: [raw("'2024-01-01'")],
          to: [raw("'2025-01-01'")],
        },
      ),
    )
    await load(logs)
    const trials = await runCases(engine, logs, 'logs')
    expect(trials.map((r) => [r.label, r.expected, outcome(r)])).toEqual([
      ['a valid row', null, 'accepted'],
      ['day is NULL, for which there is no partition', undefined, 'logs'],
      ['note is NULL', 'logs.note', 'logs.note'],
      ['no partition takes it', 'logs', 'logs'],
    ])
    const typed = await tryRow(engine, logs, 'logs', { 'logs.day': '2026-05-01', 'logs.note': 'x' })
    expect(typed).toMatchObject({ accepted: false, refusedBy: 'logs', sqlstate: '23514' })
  })

  it('names the key that a duplicate breaks, though the error names the index of a partition', () => {
    const error = {
      message: 'duplicate key value',
      sqlstate: '23505',
      table: 'measures_1',
      constraint: 'measures_1_day_place_key',
      detail: 'Key (day, "Place")=(2026-01-01, here) already exists.',
    }
    const key = {
      kind: 'key',
      id: 'aaaaaaaa.k',
      name: 'measures_key',
      table: 'aaaaaaaa.t',
      columns: ['aaaaaaaa.d', 'aaaaaaaa.p'],
    }
    const column = (id: string, name: string) => ({
      kind: 'column',
      id,
      name,
      table: 'aaaaaaaa.t',
      rank: 'a',
      type: { base: 'text' },
    })
    const objects = [
      { kind: 'schema', id: 'aaaaaaaa.s', name: 'public' },
      {
        kind: 'table',
        id: 'aaaaaaaa.t',
        name: 'measures',
        schema: 'aaaaaaaa.s',
        partitionBy: { method: 'range', keys: [{ column: 'aaaaaaaa.d' }] },
      },
      column('aaaaaaaa.d', 'day'),
      column('aaaaaaaa.p', 'Place'),
      key,
    ] as unknown as readonly Obj[]
    const catalog: Catalog = new Map(objects.map((o) => [o.id, o]))
    expect(refusedBy(catalog, 'aaaaaaaa.t', error)).toBe('aaaaaaaa.k')
    expect(
      refusedBy(catalog, 'aaaaaaaa.t', { ...error, detail: 'Key (day)=(1) already exists.' }),
    ).toBeUndefined()
  })
})
