import { describe, expect, it } from 'vitest'
import { sampleRegex } from '../../../src/verify/expr/index.ts'

describe('samples of regular expressions', () => {
  it.each([
    '^[A-Z]{3}$',
    '^\\d{4}-\\d{2}$',
    '^(EUR|USD)$',
    '^[a-z][a-z0-9_]*$',
    '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
    '^#[0-9a-f]{6}$',
    '^\\+?[0-9]{7,15}$',
    '^[[:upper:]]{2}[[:digit:]]{4}$',
    '^(?:a|b)c?$',
  ])('%s', (pattern) => {
    const js = new RegExp(pattern.replace('[[:upper:]]', '[A-Z]').replace('[[:digit:]]', '[0-9]'))
    for (const seed of [0, 1, 1001, 1002, 99_999]) expect(sampleRegex(pattern, seed)).toMatch(js)
  })
  it('gives another text for another seed', () => {
    const many = new Set(Array.from({ length: 100 }, (_, i) => sampleRegex('^[A-Z]{3}$', 1001 + i)))
    expect(many.size).toBe(100)
  })
  it.each(['(?=a)b', '(a', '[z', 'a{5000}', '\\bword'])('leaves %s alone', (pattern) => {
    expect(sampleRegex(pattern, 1)).toBeUndefined()
  })
})
