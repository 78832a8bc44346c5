import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leastEdit } from '../../../src/ui/panels/editor/edits.ts'

const apply = (before: string, after: string): string => {
  const e = leastEdit(before, after)
  return e ? before.slice(0, e.offset) + e.text + before.slice(e.offset + e.length) : before
}

it('turns any text into any other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      expect(apply(a + b + c, a + d + c)).toBe(a + d + c)
    }),
  )
})

it('touches nothing outside the change', () => {
  expect(leastEdit('same', 'same')).toBeUndefined()
  expect(leastEdit('a id bigint z', 'a id text z')).toEqual({ offset: 5, length: 5, text: 'tex' })
  expect(leastEdit('aa', 'aaa')).toEqual({ offset: 2, length: 0, text: 'a' })
})
