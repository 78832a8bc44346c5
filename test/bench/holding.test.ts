import { describe, expect, it } from 'vitest'
import type { MatrixFile } from '../../src/store/matrix.ts'
import { book, registry } from '../patterns/all.ts'
import { names } from '../patterns/on.ts'
import { holdingOf, type Known, lacking } from './rows/holding.ts'

const patterns = ['a', 'b', 'c']
const known: Known = {
  patterns,
  pairs: [
    ['a', 'b'],
    ['b', 'c'],
  ],
  errors: ([a]) => (a === 'b' ? ['x/y'] : []),
  shown: (code) => code === 'x/y',
}
const issue = { codes: ['x/y'], message: 'It cannot be.' }
const good: MatrixFile = { patterns, apart: ['a + c'], issues: { 'b + c': issue } }

describe('pairs that hold', () => {
  it('are those marked held and those whose issue SQL shows to be right', () => {
    expect(holdingOf(good, known)).toEqual({ held: 1, issues: 1, faults: [] })
  })

  const cases: readonly (readonly [string, Partial<MatrixFile>, Partial<Known>, RegExp])[] = [
    ['a pair that is grey', { apart: ['a + b', 'a + c'] }, {}, /a \+ b is grey without a reason/],
    ['a pattern that is missing', { patterns: ['b', 'c'], apart: [] }, {}, /a \+ b is grey without a reason/],
    [
      'an error that is not told',
      { issues: {} },
      {},
      /b \+ c is told to end with nothing, compile says x\/y/,
    ],
    [
      'an issue that is none',
      {},
      { errors: () => [] },
      /b \+ c is told to end with x\/y, compile says nothing/,
    ],
    ['an issue without SQL', {}, { shown: () => false }, /b \+ c ends in x\/y, which no SQL shows/],
    ['an issue without words', { issues: { 'b + c': { ...issue, message: '' } } }, {}, /says nothing/],
    ['a pair that cannot be', { apart: [] }, {}, /a \+ c is told to end somewhere/],
  ]
  it.each(cases)('%s is a fault', (_, file, more, fault) => {
    const { faults } = holdingOf({ ...good, ...file }, { ...known, ...more })
    expect(faults).toEqual([expect.stringMatching(fault)])
  })
})

describe('a pattern is complete', () => {
  it.each(names)('%s lacks nothing', (name) => {
    expect(lacking(name, { registry, book })).toEqual([])
  })

  const of = (over: object) => {
    const details = book.get('soft-delete')
    if (!details) throw new Error('soft-delete is not in the book')
    return { registry, book: new Map(book).set('soft-delete', { ...details, ...over }) }
  }
  it.each<readonly [string, ReturnType<typeof of>]>([
    ['docs', of({ docs: { ...book.get('soft-delete')?.docs, whenNot: ' ' } })],
    ['promises', of({ proofs: () => [] })],
    ['being found in a catalog', of({ detect: () => [] })],
    ['an entry in the catalogue and in the book', { registry, book: new Map() }],
  ])('without %s it is not', (what, from) => {
    expect(lacking('soft-delete', from)).toEqual([what])
  })
})
