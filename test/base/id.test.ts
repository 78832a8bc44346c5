import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareIds, derivedId, drawnId, drawnParts, isDrawn, newAuthor } from '../../src/base/index.ts'

const author = fc.stringMatching(/^[a-z][0-9a-z]{7}$/)
const counter = fc.oneof(fc.nat({ max: 50 }), fc.nat(), fc.constant(36 ** 8 - 1))
const drawn = fc
  .tuple(fc.constantFrom('aaaaaaaa', 'b0000000', 'azzzzzzz'), counter)
  .map(([a, n]) => drawnId(a, n))
const derived = fc
  .tuple(drawn, fc.constantFrom('soft-delete', 'a'), fc.nat({ max: 3 }))
  .map(([t, p, n]) => derivedId(`${p}@${t}#${n}`, 'column'))
const anyId = fc.oneof(drawn, derived)

describe('ids', () => {
  it('authors differ by 40 bits and make ids that are taken apart again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), counter, (bytes, n) => {
        const a = newAuthor(() => bytes)
        expect(a).toMatch(/^[a-z][0-9a-hjkmnp-tv-z]{7}$/)
        expect(drawnParts(drawnId(a, n))).toEqual({ author: a, counter: n })
      }),
    )
    const authors = new Set(Array.from({ length: 32 }, (_, i) => newAuthor(() => new Uint8Array(8).fill(i))))
    expect(authors.size).toBe(32)
  })

  it.each([
    '',
    'aaaaaaaa',
    'aaaaaaaa.',
    'aaaaaaa.1',
    '1aaaaaaa.1',
    'aaaaaaaa.01',
    'aaaaaaaa.1/x',
    'p@aaaaaaaa.1#1',
    'AAAAAAAA.1',
    'aaaaaaaa.123456789',
    'aaaaaaaa.0a',
    'aaaaaaaa.a\n',
    'aaaaAaaa.1',
    'aaaaaaaa.é',
  ])('%j is not drawn', (id) => {
    expect(drawnParts(id)).toBeUndefined()
    expect(isDrawn(id)).toBe(false)
  })

  it('are drawn just if they can be taken apart', () => {
    const near = fc.stringMatching(/^[0-9a-zA.@/]{7,9}\.?[0-9a-zA./]{0,9}$/)
    fc.assert(fc.property(fc.oneof(anyId, near), (id) => isDrawn(id) === (drawnParts(id) !== undefined)))
    expect(isDrawn(drawnId('aaaaaaaa', 0))).toBe(true)
  })

  it('have one order: drawn by author and counter, then derived', () => {
    const ids = [
      'aaaaaaaa.2',
      'aaaaaaaa.z',
      'aaaaaaaa.10',
      'b0000000.1',
      'a@aaaaaaaa.2#1/x',
      'soft-delete@aaaaaaaa.2#1/x',
    ]
    expect([...ids].reverse().sort(compareIds)).toEqual(ids)
    fc.assert(
      fc.property(author, counter, counter, (a, m, n) => {
        expect(Math.sign(compareIds(drawnId(a, m), drawnId(a, n)))).toBe(Math.sign(m - n))
      }),
    )
  })

  it('their order is total', () => {
    fc.assert(
      fc.property(anyId, anyId, anyId, (a, b, c) => {
        expect(Math.sign(compareIds(a, b))).toBe(-Math.sign(compareIds(b, a)) + 0)
        expect(compareIds(a, b) === 0).toBe(a === b)
        if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) expect(compareIds(a, c)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
})
