import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Design,
  limits,
  newDesign,
  parseDesign,
  recordKinds,
  serialise,
} from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { designs } from '../arbitraries/design.ts'

type Raw = { [member: string]: unknown; records: { [id: string]: unknown } }

const rawOf = (design: Design): Raw => JSON.parse(serialise(design)) as Raw
const blank = newDesign('Shop', (n) => new Uint8Array(n).fill(7))
const author = blank.authors[0] ?? ''
const at = (n: number) => `${author}.${n}`

/** The blank design's JSON with one more table and column. */
const sample = (): Raw => {
  const raw = rawOf(blank)
  raw.records[at(3)] = { kind: 'table', id: at(3), name: 'orders', schema: at(2) }
  raw.records[at(4)] = {
    kind: 'column',
    id: at(4),
    name: 'id',
    table: at(3),
    rank: 'i',
    type: { base: 'bigint' },
  }
  return raw
}
const errorsOf = (json: unknown) => {
  const read = parseDesign(json)
  return read.ok ? [] : read.error
}
/** The errors after `value` was put at `path` of the sample; undefined takes the member away. */
const damaged = (path: readonly string[], value: unknown) => {
  const raw = sample()
  let inner: { [member: string]: unknown } = raw
  for (const step of path.slice(0, -1)) inner = inner[step] as { [member: string]: unknown }
  inner[path.at(-1) ?? ''] = value
  return errorsOf(JSON.parse(JSON.stringify(raw)))
}

it('reads what it wrote, every kind of record', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(designs(), (design) => {
      for (const r of design.records.values()) kinds.add(r.kind)
      expect(readDesign(serialise(design))).toEqual({ ok: true, value: design })
    }),
    { numRuns: 200 },
  )
  expect([...kinds].sort()).toEqual([...recordKinds].sort())
})

describe('a wrong document is refused, with the place', () => {
  const column = ['records', at(4)]
  const path = `records["${at(4)}"]`
  const cases: readonly (readonly [string, readonly string[], unknown, string, RegExp])[] = [
    [
      'a member that nobody knows',
      [...column, 'colour'],
      'red',
      `${path}.colour`,
      /not known here; remove it/,
    ],
    [
      'why, which only compile gives',
      [...column, 'why'],
      { use: 'a', role: 'b' },
      `${path}.why`,
      /not known/,
    ],
    ['an unknown member of a type', [...column, 'type', 'size'], 3, `${path}.type.size`, /not known/],
    ['a missing member', [...column, 'name'], undefined, `${path}.name`, /is missing; it must be text/],
    ['a wrong type', [...column, 'name'], 3, `${path}.name`, /must be text, not a number/],
    ['a wrong choice', [...column, 'identity'], 'never', `${path}.identity`, /one of "always", "by default"/],
    [
      'an unknown kind',
      [...column, 'kind'],
      'sequence',
      `${path}.kind`,
      /must be one of settings, .*not "sequence"/,
    ],
    ['a kind that every object has', [...column, 'kind'], 'constructor', `${path}.kind`, /must be one of/],
    ['a missing kind', [...column, 'kind'], undefined, `${path}.kind`, /must be one of/],
    ['an id that is none', [...column, 'table'], 'orders', `${path}.table`, /must be an id, such as/],
    ['an id other than its key', [...column, 'id'], at(5), `${path}.id`, /must be the key of the record/],
    ['a rank without room before it', [...column, 'rank'], 'a0', `${path}.rank`, /ordering key/],
    ['too many dimensions', [...column, 'type', 'dims'], 7, `${path}.type.dims`, /at most 6/],
    ['a null', [...column, 'comment'], null, `${path}.comment`, /must be text, not null/],
    [
      'holes without references',
      [...column, 'default'],
      { text: ['a', 'b'], refs: [] },
      `${path}.default`,
      /one item more/,
    ],
    ['a record that is a list', column, [], path, /must be an object/],
    [
      'a key that is no id',
      ['records', 'orders'],
      { kind: 'schema', id: 'orders', name: '' },
      'records.orders.id',
      /must be an id/,
    ],
    ['no records', ['records'], undefined, 'records', /is missing/],
    ['records as a list', ['records'], [], 'records', /must be an object/],
    ['no settings', ['records'], {}, 'records', /exactly one record of kind "settings", not 0/],
    [
      'two settings',
      ['records', at(9)],
      { ...(blank.records.get(at(1) as never) ?? {}), id: at(9) },
      'records',
      /not 2/,
    ],
    [
      'settings whose schema is a table',
      ['records', at(1), 'schema'],
      at(3),
      `records["${at(1)}"].schema`,
      /kind "schema"/,
    ],
    [
      'settings whose schema is nowhere',
      ['records', at(1), 'schema'],
      at(99),
      `records["${at(1)}"].schema`,
      /kind "schema"/,
    ],
    [
      'a target nobody has',
      ['records', at(1), 'target'],
      14,
      `records["${at(1)}"].target`,
      /one of 15, 16, 17, 18/,
    ],
    ['an unknown member', ['extra'], 1, 'extra', /not known/],
    ['a wrong document id', ['id'], 'x', 'id', /32 hexadecimal/],
    ['a wrong author', ['authors'], ['Bob'], 'authors[0]', /must be a letter and seven/],
    ['a newer format', ['format'], 7, 'format', /made by a newer Damask: format 7; this one reads up to 1/],
    ['no format', ['format'], undefined, 'format', /is missing/],
    ['half a format', ['format'], 0.5, 'format', /whole number/],
    ['format 0', ['format'], 0, 'format', /whole number from 1/],
  ]
  it.each(cases)('%s', (_, where, value, path, message) => {
    const [first] = damaged(where, value)
    expect(first?.path).toBe(path)
    expect(first?.message).toMatch(message)
  })

  it('but the sample itself is fine', () => expect(errorsOf(sample())).toEqual([]))

  it('an index item must be a column or an expression, not both and not neither', () => {
    const index = (element: object) => ({
      kind: 'index',
      id: at(5),
      name: '',
      table: at(3),
      elements: [element],
    })
    const expr = { text: ['1'], refs: [] }
    const messages = [{}, { column: at(4), expr }, { column: at(4) }, { expr }].map((e) =>
      damaged(['records', at(5)], index(e)).map((x) => x.path),
    )
    const path = `records["${at(5)}"].elements[0]`
    expect(messages).toEqual([[path], [path], [], []])
  })

  it('keys that would reach a prototype are refused wherever they are', () => {
    const text = JSON.stringify(sample()).replace('"bigint"', '"bigint","__proto__":{"x":1}')
    const read = readDesign(text)
    expect(read).toMatchObject({ ok: false, error: [{ path: `records["${at(4)}"].type.__proto__` }] })
  })

  it('lists at most fifty errors and counts the rest', () => {
    const raw = sample()
    for (let n = 100; n < 1100; n++) raw.records[at(n)] = { kind: 'table' }
    const errors = errorsOf(raw)
    expect(errors).toHaveLength(51)
    expect(errors.at(-1)?.message).toMatch(/^and \d+ more errors$/)
  })
})

describe('any input gives a value', () => {
  it('any JavaScript value', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
    })
    fc.assert(
      fc.property(anything, (value) => !parseDesign(value).ok),
      { numRuns: 2000 },
    )
  })

  it('any JSON in the place of a record, a member or the document', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(['records'], ['records', at(4)], ['records', at(4), 'type']),
        (v, where) => {
          expect(Array.isArray(damaged(where, v))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a document that holds itself', () => {
    const loop: { [member: string]: unknown } = { format: 1 }
    loop.records = loop
    expect(errorsOf(loop)[0]?.message).toMatch(/nested deeper than 64/)
    let wide: unknown = 0
    for (let i = 0; i < 40; i++) wide = [wide, wide, wide]
    expect(errorsOf({ format: 1, wide })[0]?.message).toMatch(/over 3000000 values/)
  })

  it('too deep, too long, too many', () => {
    const deep = `${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`
    expect(readDesign(deep)).toMatchObject({
      ok: false,
      error: [{ message: 'is nested deeper than 64 levels' }],
    })
    expect(readDesign(`"${'['.repeat(100)}"`)).toMatchObject({
      error: [{ message: expect.stringMatching(/must be an object/) as string }],
    })
    expect(readDesign(' '.repeat(limits.text + 1))).toMatchObject({
      error: [{ message: 'is larger than 20 MB' }],
    })
    expect(damaged(['records', at(4), 'name'], 'x'.repeat(limits.string + 1))[0]?.message).toMatch(
      /longer than/,
    )
    const many = Object.fromEntries(Array.from({ length: limits.records + 1 }, (_, i) => [at(i), {}]))
    expect(errorsOf({ ...sample(), records: many })[0]?.message).toMatch(/more than 200000 records/)
    expect(readDesign('{"format":1e999}')).toMatchObject({
      error: [{ path: 'format', message: 'is a number out of range' }],
    })
  })

  it('a record that is there twice, with its place', () => {
    const text = JSON.stringify(sample(), null, 2)
    const [id] = Object.keys(sample().records)
    const again = text.replace(/^\s*"records": \{\n/m, (s) => `${s}    "${id}": { "kind": "note" },\n`)
    expect(again).not.toBe(text)
    const line = again.split('\n').findLastIndex((l) => l.includes(`"${id}": {`)) + 1
    expect(readDesign(again)).toMatchObject({
      ok: false,
      error: [{ message: expect.stringContaining(`${id} is there twice`) as string, line, column: 5 }],
    })
  })

  it('millions of tiny values, before they are parsed', () => {
    expect(readDesign(`{"a":[${'[],'.repeat(4_000_000)}0]}`)).toMatchObject({
      error: [{ message: 'holds more than 3000000 values' }],
    })
  })

  it('any prefix of a file, with the place where it ends', () => {
    const text = serialise(blank)
    for (let n = 0; n < text.length - 2; n++) {
      const read = readDesign(text.slice(0, n))
      const [error] = read.ok ? [] : read.error
      expect(error?.message, `${n} characters`).toMatch(n === 0 ? /empty/ : /ends here|not closed|expected/)
    }
  })
})
