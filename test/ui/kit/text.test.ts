import { expect, it } from 'vitest'
import { patched } from '../../../src/ui/kit/patched.ts'
import { ago, count, duration, listed } from '../../../src/ui/kit/text.ts'

it.each([
  [0, '0 tables'],
  [1, '1 table'],
  [1200, '1,200 tables'],
])('%d tables', (n, expected) => {
  expect(count(n, 'table')).toBe(expected)
})

it.each([
  [0.2, '1 ms'],
  [38.4, '38 ms'],
  [1440, '1.4 s'],
])('%d ms', (ms, expected) => {
  expect(duration(ms)).toBe(expected)
})

it.each([
  [59_000, 'just now'],
  [60_000, '1 minute ago'],
  [7_300_000, '2 hours ago'],
  [172_800_000, '2 days ago'],
])('%d ms ago', (ms, expected) => {
  expect(ago(1_000_000_000_000 - ms, 1_000_000_000_000)).toBe(expected)
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%o', (items, expected) => {
  expect(listed(items)).toBe(expected)
})

it('an absent member is the default, so false and undefined go', () => {
  const record: { readonly a?: boolean; readonly b?: string; readonly c: number } = { a: true, b: 'x', c: 0 }
  expect(patched(record, { a: false, b: undefined })).toEqual({ c: 0 })
})
