import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawSql } from '../../../src/catalog/index.ts'
import {
  evaluate,
  parseExpr,
  type Scope,
  tokensOf,
  unknown,
  type Val,
} from '../../../src/verify/expr/index.ts'

const row: Readonly<Record<string, string | number | boolean | null>> = {
  n: 5,
  zero: 0,
  missing: null,
  s: 'Abc',
  empty: '',
  spaced: ' x ',
  yes: true,
  code: 'EUR',
  doc: '{"a": 1}',
  list: '[1]',
  r: '[2024-01-01,2024-02-01)',
  nr: '[3,7)',
}
const scope: Scope = { ref: () => unknown, name: (name) => (name in row ? (row[name] ?? null) : unknown) }
const judge = (text: string): Val => {
  const tokens = tokensOf(rawSql(text))
  const e = tokens && parseExpr(tokens)
  return e ? evaluate(e, scope) : unknown
}

/** Judged here and by PostgreSQL; both must agree. */
const told: readonly string[] = [
  'n > 4',
  'n >= 5 and n < 10',
  'n between 1 and 4',
  'n not between 1 and 4',
  "(n, code) = (5, 'EUR')",
  "(n, code) <> (5, 'USD')",
  '(n, missing) = (5, 1)',
  '(n, missing) = (4, 1)',
  '(n, missing) != (4, 1)',
  '(zero = 1) = ((n, zero, yes) = (5, 0, false))',
  'not (n, zero) = (5, 0)',
  'n in (1, 2, 5)',
  'n not in (1, 5)',
  'missing > 1',
  'missing is null',
  'missing is not null or n = 5',
  'missing > 1 and n = 4',
  'missing > 1 or n = 5',
  "s ~ '^[A-Z]'",
  "s ~* '^abc$'",
  "s !~ 'b'",
  "code ~ '^[A-Z]{3}$'",
  "code ~ '^[[:lower:]]+$'",
  "s like 'A%'",
  "s not like '_b'",
  "s ilike 'aB_'",
  'char_length(s) <= 3',
  'length(empty) > 0',
  "s <> ''",
  "btrim(spaced) = 'x'",
  "lower(s) = 'abc'",
  'num_nonnulls(n, missing, s) = 2',
  'num_nulls(missing) = 0',
  "jsonb_typeof(doc) = 'object'",
  "jsonb_typeof(list) = 'object'",
  "code = any (array['EUR'::text, 'USD'::text])",
  'n <> all (array[1, 2])',
  'n * 2 + 1 = 11',
  'n - 2 * 3 = -1',
  '-n < 0',
  'not yes',
  'yes is true',
  'yes is not false',
  'n = 5 or n = 6 and yes = false',
  '(n = 5 or n = 6) and yes = false',
  'coalesce(missing, 7) = 7',
  '"n" = 5',
  '((n)::numeric > (0)::numeric)',
  'cast(n as numeric) > 4.5',
  "s || '!' = 'Abc!'",
  'n % 2 = 1',
  'zero = 0 and not (n < 0)',
  'isempty(r)',
  "date '2024-01-01' < '2024-02-01'",
  "lower(r) >= date '2024-01-01'",
  'lower(nr) < upper(nr)',
  'upper(nr) = 7',
  "s in ('Abc')",
  'n in (1, null)',
  'n not in (1, null)',
]

describe('evaluation of constraints', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(`create table t as select 5::int as n, 0::int as zero, null::int as missing, 'Abc'::text as s,
      ''::text as empty, ' x '::text as spaced, true as yes, 'EUR'::text as code, '{"a": 1}'::jsonb as doc,
      '[1]'::jsonb as list, '[2024-01-01,2024-02-01)'::daterange as r, '[3,7)'::int4range as nr`)
  }, 60_000)
  afterAll(() => db.close())

  it.each(told)('agrees with PostgreSQL: %s', async (text) => {
    const { rows } = await db.query<{ v: boolean | null }>(`select (${text}) as v from t`)
    expect(judge(text)).toBe(rows[0]?.v)
  })

  it.each([
    'now() > s',
    'n / zero = 1',
    'f(n) > 1',
    'case when n = 5 then true end',
    'other > 5',
    '$1 > 2',
    'n > ',
    'n 5',
    "s ~ '(a+)+$'",
    'n = any (list)',
    `${'('.repeat(500)}n${')'.repeat(500)}`,
    "interval '1 day' > s",
  ])('says that it cannot tell: %s', (text) => {
    expect(judge(text)).toBe(unknown)
  })
})

it.each(['constructor(n)', 'toString()', 'hasOwnProperty(s)'])('knows no function %s', (text) => {
  expect(judge(text)).toBe(unknown)
})
