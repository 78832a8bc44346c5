import { afterAll, describe, expect, it } from 'vitest'
import { naive } from './naive.ts'
import { names, siteFor } from './on.ts'
import { judgeOn } from './pair.ts'
import { rotating } from './rotating.ts'
import { tenTables } from './ten.ts'

export const sampleSize = 300
const seed = 20_261_121
const parts = 2

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const randomFrom = (start: number): (() => number) => {
  let a = start
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Triple = readonly [string, string, string]

/** Different triples that can share a table, drawn at random; fewer only where there are no more. */
export const sample = (): readonly Triple[] => {
  const random = randomFrom(seed)
  const pick = (): string => names[Math.floor(random() * names.length)] ?? ''
  const found = new Map<string, Triple>()
  for (let tries = 0; found.size < sampleSize && tries < sampleSize * 100; tries++) {
    const [a = '', b = '', c = ''] = [pick(), pick(), pick()].sort(
      (x, y) => names.indexOf(x) - names.indexOf(y),
    )
    if (a === b || b === c || !siteFor([a, b, c])) continue
    found.set(`${a} ${b} ${c}`, [a, b, c])
  }
  return [...found.values()]
}

/** Every `parts`-th triple of the sample, from the `part`-th on, on ten tables. */
export const checkTriples = (part: number): void => {
  const engines = rotating()
  afterAll(() => engines.close())

  describe('three on one table of ten', () => {
    it.each(sample().filter((_, i) => i % parts === part))('%s + %s + %s', async (a, b, c) => {
      const outcome = await judgeOn(await engines.next(), tenTables(), [a, b, c])
      if (outcome.ends === 'broken') expect(outcome.because).toEqual([])
      expect(outcome.ends).toMatch(/^(held|issue)$/)
      if (outcome.ends === 'held') expect(outcome.proofs).toBeGreaterThan(0)
      // An issue counts only where SQL shows what it warns of, as with pairs.
      if (outcome.ends === 'issue') expect(outcome.codes.filter((c) => naive[c] === undefined)).toEqual([])
    })
  })
}
