import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import matrix from '../../src/store/matrix.json'
import { type MatrixFile, matrixOf } from '../../src/store/matrix.ts'
import { naive } from './naive.ts'
import { judge, pairs } from './pair.ts'
import { rotating } from './rotating.ts'

/** The matrix is cut into parts that run beside one another. */
export const parts = 4

/** Where `npm run matrix` asks for what was found. */
const wanted = process.env.DAMASK_MATRIX
const known = matrixOf(matrix as MatrixFile)

/** Every `parts`-th pair, from the `part`-th on. */
export const checkPairs = (part: number): void => {
  const engines = rotating()
  const found: Record<string, { readonly codes: readonly string[]; readonly message: string }> = {}
  afterAll(async () => {
    await engines.close()
    if (wanted === undefined) return
    mkdirSync(wanted, { recursive: true })
    writeFileSync(`${wanted}/${part}.json`, JSON.stringify(found))
  })

  describe('on one table', () => {
    it.each(pairs.filter((_, i) => i % parts === part))('%s + %s', async (a, b) => {
      const outcome = await judge(await engines.next(), [a, b])
      if (outcome.ends === 'broken') expect(outcome.because).toEqual([])
      if (outcome.ends === 'held') expect(outcome.proofs).toBeGreaterThan(0)
      if (outcome.ends === 'issue') {
        expect(outcome.codes.filter((c) => naive[c] === undefined)).toEqual([])
        found[`${a} + ${b}`] = { codes: outcome.codes, message: outcome.message }
      }
      // What the page and the command line publish is what is found here; a pattern that is new is told elsewhere.
      if (wanted === undefined && known.patterns.includes(a) && known.patterns.includes(b))
        expect(known.cell(a, b)?.ends).toBe(outcome.ends)
    })
  })
}
