import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRanks, rankAt, rankBetween, ranksAfter } from '../../src/base/index.ts'

const rank = fc.stringMatching(/^[0-9a-z]{0,6}[1-9a-z]$/)
const wellFormed = /^[0-9a-z]*[1-9a-z]$/
const sorted = (ranks: readonly string[]) => [...ranks].sort(compareRanks)

describe('a rank between two', () => {
  it('is between and leaves room', () => {
    fc.assert(
      fc.property(fc.option(rank, { nil: '' }), fc.option(rank, { nil: undefined }), (a, b) => {
        fc.pre(b === undefined || a < b)
        const r = rankBetween(a, b)
        expect(r > a && (b === undefined || r < b), r).toBe(true)
        expect(r).toMatch(wellFormed)
      }),
      { numRuns: 20_000 },
    )
  })

  it('at the ends', () => {
    const found = ['1', '01', '001', '0z1', '0z', 'z', '2'].map((b) => rankBetween('', b))
    expect(
      found.map((r, i) => [r < (['1', '01', '001', '0z1', '0z', 'z', '2'][i] ?? ''), wellFormed.test(r)]),
    ).toEqual(found.map(() => [true, true]))
    expect(found[0]).toBe('0zz')
    expect(rankBetween('', undefined)).toBe('i')
    expect(rankBetween('zzz', undefined)).toBe('zzz0001')
    expect(rankBetween('a', 'a1')).toBe('a0i')
    expect(rankBetween('az', 'b')).toBe('azi')
  })

  it('is not asked for between what is out of order or no rank', () => {
    for (const [a, b] of [
      ['b', 'a'],
      ['a', 'a'],
      ['', '0'],
      ['a0', 'b'],
      ['A', 'b'],
      ['a', 'b '],
    ] as const)
      expect(() => rankBetween(a, b), `${a} ${b}`).toThrow(/rank/)
  })
})

describe('many items', () => {
  const longest = (ranks: readonly string[]) => Math.max(...ranks.map((r) => r.length))

  it('keep the order in which they were put, wherever that was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 300, maxLength: 300 }), (places) => {
        const ranks: string[] = []
        for (const p of places) {
          const i = p % (ranks.length + 1)
          ranks.splice(i, 0, rankBetween(ranks[i - 1] ?? '', ranks[i]))
        }
        expect(sorted(ranks)).toEqual(ranks)
        expect(new Set(ranks).size).toBe(300)
        expect(longest(ranks)).toBeLessThanOrEqual(12)
      }),
      { numRuns: 100 },
    )
  })

  it('stay short when appended or put first', () => {
    const appended = ranksAfter('', 10_000)
    expect(sorted(appended)).toEqual(appended)
    expect(longest(appended.slice(0, 1000))).toBe(3)
    expect(longest(appended)).toBe(5)
    const first: string[] = []
    for (let i = 0; i < 10_000; i++) first.unshift(rankBetween('', first[0]))
    expect(sorted(first)).toEqual(first)
    expect(new Set(first).size).toBe(10_000)
    expect(longest(first.slice(-1000))).toBeLessThanOrEqual(3)
    expect(longest(first)).toBeLessThanOrEqual(5)
  })

  it('always put into the same gap grow slowly', () => {
    let a = 'i'
    let b = 'j'
    for (let i = 0; i < 500; i++) {
      const r = rankBetween(a, b)
      if (i % 2) a = r
      else b = r
    }
    expect(b.length).toBeLessThanOrEqual(210)
  })

  it('what follows a rank never changes: links leave it out', () => {
    expect(ranksAfter('', 22)).toEqual([...'ijklmnopqrstuvwxyz', 'z01', 'z02', 'z03', 'z04'])
    expect(['z0z', 'zyz', 'a5b', 'zz', '0'.padEnd(4, '1')].map((r) => rankBetween(r, undefined))).toEqual([
      'z11',
      'zz1',
      'b',
      'zz001',
      '1',
    ])
  })
})

describe('a rank at a place', () => {
  it('fits there', () => {
    const ranks = ranksAfter('', 5)
    for (let i = 0; i <= 5; i++) {
      const with_ = [...ranks.slice(0, i), rankAt(ranks, i), ...ranks.slice(i)]
      expect(sorted(with_)).toEqual(with_)
      expect(new Set(with_).size).toBe(6)
    }
    expect(rankAt([], 0)).toBe('i')
    expect(rankAt(ranks, 99) > (ranks[4] ?? '')).toBe(true)
  })
  it('goes behind items that share a rank', () => {
    const r = rankAt(['i', 'k', 'k', 'k', 'p'], 2)
    expect(r > 'k' && r < 'p').toBe(true)
    expect(rankAt(['k', 'k'], 1) > 'k').toBe(true)
  })
})
