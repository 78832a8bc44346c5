import { expect, test } from 'vitest'
import { shiftInto } from '../../../src/ui/canvas/edit/in-view.ts'

test.each([
  ['inside stays', 100, 200, 0, 400, 0],
  ['over the end goes back', 300, 200, 0, 400, -108],
  ['before the beginning comes in', -20, 200, 0, 400, 28],
  ['too long shows its beginning', 300, 500, 0, 400, -292],
  ['in a part that begins later', 30, 100, 44, 400, 22],
])('%s', (_, from, length, start, room, by) => {
  expect(shiftInto(from, length, start, room)).toBe(by)
})
