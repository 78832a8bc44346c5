import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../../src/base/index.ts'
import {
  bool,
  type Codec,
  choice,
  dictionary,
  json,
  list,
  number,
  optional,
  text,
} from '../../../src/formats/link/codec.ts'
import { Context, type Owner } from '../../../src/formats/link/context.ts'
import { object, since } from '../../../src/formats/link/object.ts'
import { Reader } from '../../../src/formats/link/reader.ts'
import { Writer } from '../../../src/formats/link/writer.ts'

const through = (codec: Codec, values: readonly unknown[], revisions: readonly [number, number] = [1, 1]) => {
  const owners = values.map((_, i): Owner => ({ kind: 'table', id: `aaaaaaaa.${i}` as Id }))
  const w = new Writer()
  codec.write(w, values, owners, new Context([], revisions[0]))
  const { numbers, texts } = w.done()
  const r = new Reader(numbers, texts)
  const out = codec.read(r, owners, new Context([], revisions[1]))
  expect(r.problem).toBeUndefined()
  expect(r.atEnd).toBe(true)
  return out
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\ud800', '\udc00\ud800', '\uffff', '🙂', '\u{10ffff}'),
)
const anyNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 2 ** 48),
)
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined })
const cases: readonly (readonly [string, Codec, fc.Arbitrary<unknown>])[] = [
  ['texts', text, anyText],
  ['numbers', number, anyNumber],
  ['truth', bool, fc.boolean()],
  ['choices', choice('a', 7, 'c'), fc.constantFrom('a', 7, 'c')],
  ['JSON', json, fc.json().map((s) => JSON.parse(s) as unknown)],
  ['lists', list(text), fc.array(anyText)],
  ['lists of lists', list(list(number)), fc.array(fc.array(anyNumber))],
  ['what may be absent', optional(number), maybe(anyNumber)],
  ['objects of any keys', dictionary(text, number), fc.dictionary(anyText, anyNumber)],
  [
    'objects',
    object({ a: text, b: optional(bool), c: list(object({ d: number })) }),
    fc.record(
      { a: anyText, b: fc.boolean(), c: fc.array(fc.record({ d: anyNumber })) },
      { requiredKeys: ['a', 'c'] },
    ),
  ],
]

describe('a column of', () => {
  it.each(cases)('%s comes back', (_, codec, value) => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        expect(through(codec, values)).toEqual(values)
      }),
    )
  })
})

it('a member of a later revision is not looked for in a link of an earlier one', () => {
  const then = object({ a: text })
  const now = object({ a: text, b: since(2, optional(number)) })
  expect(through(now, [{ a: 'x', b: 1 }, { a: 'y' }], [2, 2])).toEqual([{ a: 'x', b: 1 }, { a: 'y' }])
  const owners: readonly Owner[] = [{ kind: 'table', id: 'aaaaaaaa.1' as Id }]
  const w = new Writer()
  then.write(w, [{ a: 'x' }], owners, new Context([], 1))
  const { numbers, texts } = w.done()
  const r = new Reader(numbers, texts)
  expect(now.read(r, owners, new Context([], 1))).toEqual([{ a: 'x' }])
  expect([r.problem, r.atEnd]).toEqual([undefined, true])
})

it('a choice without a code is a mistake of the writer', () => {
  expect(() => through(choice('a'), ['b'])).toThrow('no code for b')
})
