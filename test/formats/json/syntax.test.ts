import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDesign } from '../../../src/formats/json/index.ts'
import { findSyntaxProblem, positionOf, survey } from '../../../src/formats/json/syntax.ts'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('finding where a text is not JSON', () => {
  it('agrees with the parser on JSON that was damaged', () => {
    const damaged = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', ',', ']', '}', '"', '\\', '1', 'x', '\n', ':', '\u0001'),
    )
    fc.assert(
      fc.property(damaged, ([json, at, cut, put]) => {
        const i = at % (json.length + 1)
        const text = json.slice(0, i) + put + json.slice(i + cut)
        expect(findSyntaxProblem(text) === undefined).toBe(parses(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('agrees with the parser on arbitrary tokens', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '0',
      '01',
      '1.5e+3',
      'true',
      'null',
      ' ',
      '\n',
      '"\\u12"',
      '"\\n"',
      '\u00a0',
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), (tokens) => {
        const text = tokens.join('')
        expect(findSyntaxProblem(text) === undefined).toBe(parses(text))
      }),
      { numRuns: 20_000 },
    )
  })

  const cases: readonly (readonly [string, number, number, RegExp])[] = [
    ['{\n  "format": 1,\n  "id" "x"\n}', 3, 8, /expected a colon here/],
    ['{\n  "a": [1 2]\n}', 2, 11, /expected a comma or \] here/],
    ['{"a": 1,}', 1, 9, /expected a name in double quotes here/],
    ["{'a': 1}", 1, 2, /expected a name in double quotes/],
    [
      '{"a": [1, {"b": 2',
      1,
      18,
      /the text ends here, inside an object that is not closed; expected a comma or }/,
    ],
    ['{"a": "b', 1, 7, /not closed/],
    ['{"a": NaN}', 1, 7, /expected a value/],
    ['{} {}', 1, 4, /expected the end of the text/],
    ['<!doctype html>', 1, 1, /expected a value/],
  ]
  it.each(cases)('%j', (text, line, column, message) => {
    const read = readDesign(text)
    const [error] = read.ok ? [] : read.error
    expect(error).toMatchObject({ path: '', line, column })
    expect(error?.message).toMatch(message)
  })

  it('takes long strings and deep nesting', () => {
    expect(findSyntaxProblem(`"${'a'.repeat(5_000_000)}`)?.offset).toBe(0)
    expect(findSyntaxProblem('['.repeat(1_000_000))?.offset).toBe(1_000_000)
  })
})

it('counts lines and columns from 1', () => {
  expect(positionOf('ab\ncd\n', 0)).toEqual({ line: 1, column: 1 })
  expect(positionOf('ab\ncd\n', 2)).toEqual({ line: 1, column: 3 })
  expect(positionOf('ab\ncd\n', 3)).toEqual({ line: 2, column: 1 })
  expect(positionOf('ab\ncd\n', 6)).toEqual({ line: 3, column: 1 })
})

it.each([
  ['[[{}]]', { depth: 3, values: 4, inner: 0 }],
  ['[][][]', { depth: 1, values: 4, inner: 0 }],
  ['"[[[\\"[[,:"', { depth: 0, values: 1, inner: 0 }],
  ['"\\\\"[', { depth: 1, values: 2, inner: 0 }],
  ['{"a":1,"b":{"c":{"d":1},"c":2}}', { depth: 3, values: 6, inner: 2 }],
])('surveys %s outside of strings only', (text, found) => {
  expect(survey(text, 64)).toEqual(found)
})

it('stops looking where it is too deep', () => {
  expect(survey('['.repeat(1000), 64).depth).toBe(65)
})
