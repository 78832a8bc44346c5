import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equal, sameBut } from '../../src/base/index.ts'

describe('equality of plain data', () => {
  it('is what JSON says of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const sorted = (v: unknown): string =>
          JSON.stringify(v, (_, x) =>
            x !== null && typeof x === 'object' && !Array.isArray(x)
              ? Object.fromEntries(Object.entries(x).sort(([k], [l]) => (k < l ? -1 : 1)))
              : x,
          )
        expect(equal(a, structuredClone(a))).toBe(true)
        expect(equal(a, b)).toBe(sorted(a) === sorted(b))
      }),
    )
  })

  it.each([
    ['a part less', { a: 1, b: 2 }, { a: 1 }],
    ['a part more', { a: 1 }, { a: 1, b: 2 }],
    ['a part that is undefined', { a: 1, b: undefined }, { a: 1 }],
    ['another part', { a: undefined }, { b: undefined }],
    ['an array for an object', [1], { 0: 1 }],
    ['an object for an array', { 0: 1 }, [1]],
    ['null for an object', {}, null],
    ['maps, whose parts it does not see', new Map(), new Map()],
  ])('is not given by %s', (_, a, b) => {
    expect(equal(a, b)).toBe(false)
  })
})

describe('the same but for one part', () => {
  const shared = { b: 1 }
  it.each<[string, object, object, boolean]>([
    ['two names', { name: 'a', of: shared }, { name: 'b', of: shared }, true],
    ['one name', { name: 'a', of: shared }, { name: 'a', of: shared }, true],
    ['another part', { name: 'a', of: shared }, { name: 'b', of: { b: 1 } }, false],
    ['a part more', { name: 'a' }, { name: 'b', of: 1 }, false],
    [
      'a part that is undefined for one that is missing',
      { name: 'a', of: undefined },
      { name: 'b', to: 1 },
      false,
    ],
    ['no name in one', { name: 'a' }, { of: 1 }, false],
    ['no name in either', { of: 1 }, { of: 1 }, false],
  ])('sees %s', (_, a, b, same) => {
    expect(sameBut(a, b, 'name')).toBe(same)
    expect(sameBut(b, a, 'name')).toBe(same)
  })
})
