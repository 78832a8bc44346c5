import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import {
  compareSql,
  fill,
  joinSql,
  literal,
  name,
  qualified,
  quoteLiteral,
  rawSql,
  regclass,
  type Sql,
  sql,
} from '../../src/catalog/index.ts'

const a = 'aaaaaaaa.1' as Id
const b = 'aaaaaaaa.2' as Id
const show = (s: Sql) => fill(s, (r) => `<${r.as} ${r.id.slice(-1)}>`)

describe('a fragment', () => {
  it.each([
    ['text alone', sql`now()`, 'now()'],
    ['nothing', sql``, ''],
    ['a name', sql`${name(a)} > 0`, '<name 1> > 0'],
    ['two neighbours', sql`${qualified(a)}${literal(b)}`, '<qualified 1><literal 2>'],
    ['verbatim text and numbers', sql`limit ${10} ${'asc'}`, 'limit 10 asc'],
    [
      'a spliced fragment',
      sql`not (${sql`${name(a)} is null`}) and ${regclass(b)}`,
      'not (<name 1> is null) and <regclass 2>',
    ],
    ['joined', joinSql([name(a), 'x', sql`(${name(b)})`], ', '), '<name 1>, x, (<name 2>)'],
    ['joined of nothing', joinSql([], ', '), ''],
    ['raw', rawSql('select $1'), 'select $1'],
  ])('%s', (_, fragment, text) => {
    expect(show(fragment)).toBe(text)
    expect(fragment.text).toHaveLength(fragment.refs.length + 1)
    expect(fragment.opaque).toBeUndefined()
  })

  it('stays opaque when it is spliced', () => {
    expect(rawSql('x', true).opaque).toBe(true)
    expect(sql`not ${rawSql('x', true)}`.opaque).toBe(true)
    expect(joinSql([name(a), rawSql('x', true)], ' ').opaque).toBe(true)
  })
})

describe('comparing fragments', () => {
  const same = (x: Id, y: Id) => x === y
  const one = sql`${name(a)} > 0`
  it.each([
    ['both absent', undefined, undefined, 'same'],
    ['one absent', one, undefined, 'different'],
    ['equal', one, sql`${name(a)} > 0`, 'same'],
    ['another id', one, sql`${name(b)} > 0`, 'unknown'],
    ['another way to write', one, sql`${qualified(a)} > 0`, 'unknown'],
    ['another text', one, sql`${name(a)} > 1`, 'unknown'],
    ['one server form only', { ...one, server: 'x' }, sql`0 < ${name(a)}`, 'unknown'],
    ['equal server forms', { ...one, server: 'x' }, { ...sql`y`, server: 'x' }, 'same'],
    ['differing server forms', { ...one, server: 'x' }, { ...one, server: 'y' }, 'different'],
  ] as const)('%s', (_, x, y, outcome) => {
    expect(compareSql(x, y, same)).toBe(outcome)
    expect(compareSql(y, x, same)).toBe(outcome)
  })
})

it('string constants read the same whatever standard_conforming_strings says', () => {
  expect([`a`, `it's`, `a\\b`, `\\'`].map(quoteLiteral)).toEqual([`'a'`, `'it''s'`, `E'a\\\\b'`, `E'\\\\'''`])
  const read = (s: string): string => {
    const escaped = s.startsWith('E')
    const body = s.slice(escaped ? 2 : 1, -1).replaceAll("''", "'")
    return escaped ? body.replaceAll('\\\\', '\\') : body
  }
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", '\\', 'a', '\n') }),
      (s) => read(quoteLiteral(s)) === s,
    ),
  )
})
