import { expect, it } from 'vitest'
import matrix from '../../src/store/matrix.json'
import { matrixOf } from '../../src/store/matrix.ts'
import { names } from './on.ts'
import { pairs } from './pair.ts'

const all = names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a} + ${b}`))

it('the published matrix is of these patterns; `npm run matrix` writes it', () => {
  expect(matrix.patterns).toEqual(names)
  const shared = new Set(pairs.map(([a, b]) => `${a} + ${b}`))
  expect(matrix.apart).toEqual(all.filter((p) => !shared.has(p)))
})

it('reads either way round', () => {
  const m = matrixOf({
    patterns: ['a', 'b', 'c'],
    apart: ['a + b'],
    issues: { 'b + c': { codes: ['x'], message: 'no' } },
  })
  expect(m).toMatchObject({ pairs: 2, held: 1, issues: 1 })
  expect(m.cell('b', 'a')).toBeUndefined()
  expect(m.cell('c', 'b')).toEqual({ ends: 'issue', codes: ['x'], message: 'no' })
  expect(m.cell('a', 'c')).toEqual({ ends: 'held' })
  expect(m.cell('a', 'nope')).toBeUndefined()
})
