import { expect, it } from 'vitest'
import { score } from '../../../src/ui/shell/dialogs/palette-score.ts'

it('a start beats a word, a word beats the middle, the middle beats scattered letters', () => {
  const ranked = [
    score('orders', 'ord'),
    score('open_orders', 'ord'),
    score('reordered', 'ord'),
    score('obvious red', 'ord'),
  ]
  expect([...ranked].sort((a, b) => b - a)).toEqual(ranked)
  expect(new Set(ranked).size).toBe(4)
})
it('letters that do not occur in order are no answer', () => {
  expect(score('orders', 'sro')).toBe(0)
})
it('nothing typed fits everything', () => {
  expect(score('orders', '')).toBeGreaterThan(0)
})
