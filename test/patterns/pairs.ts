import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNodeEngine, type Engine } from '../../src/engine/index.ts'
import { naive } from './naive.ts'
import { judge, pairs } from './pair.ts'

/** The matrix is cut into parts that run beside one another. */
export const parts = 4

/** Every `parts`-th pair, from the `part`-th on. */
export const checkPairs = (part: number): void => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createNodeEngine('pglite')
  })
  afterAll(() => engine.close())

  describe('on one table', () => {
    it.each(pairs.filter((_, i) => i % parts === part))('%s + %s', async (a, b) => {
      const outcome = await judge(engine, [a, b])
      if (outcome.ends === 'broken') expect(outcome.because).toEqual([])
      if (outcome.ends === 'held') expect(outcome.proofs).toBeGreaterThan(0)
      if (outcome.ends === 'issue') expect(outcome.codes.filter((c) => naive[c] === undefined)).toEqual([])
    })
  })
}
