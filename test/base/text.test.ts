import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stableHash, utf8Length, utf8Prefix } from '../../src/base/index.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', 'a\udc00', '🙂é'),
)

describe('UTF-8', () => {
  it('length is what the encoder writes', () => {
    fc.assert(fc.property(anyText, (s) => utf8Length(s) === new TextEncoder().encode(s).length))
  })

  it('a prefix is the longest one of whole characters', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 20 }), (s, bytes) => {
        const p = utf8Prefix(s, bytes)
        expect(s.startsWith(p)).toBe(true)
        expect(utf8Length(p)).toBeLessThanOrEqual(bytes)
        const next = [...s.slice(p.length)][0]
        if (next !== undefined) expect(utf8Length(p + next)).toBeGreaterThan(bytes)
      }),
    )
  })
})

it('hashes as FNV-1a does, for ever', () => {
  expect(['', 'a', 'foobar'].map(stableHash)).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968'])
})
