import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesText, textBytes } from '../../../src/formats/link/base64url.ts'
import { sealBytes, unsealBytes } from '../../../src/formats/link/envelope.ts'
import { decodeLink, encodeLink, longestLink } from '../../../src/formats/link/index.ts'
import { revision } from '../../../src/formats/link/shapes.ts'
import { Writer } from '../../../src/formats/link/writer.ts'
import { designs } from '../../arbitraries/design.ts'
import { sampleDesign } from './sample.ts'

const link = encodeLink(sampleDesign())
const codeOf = (text: string): string => {
  const read = decodeLink(text)
  return read.ok ? 'fine' : read.error.code
}
/** The sections of a link, put together as its writer does. */
const sealed = (texts: readonly number[], numbers: readonly number[]): string => {
  const front = new Writer()
  front.uint(texts.length)
  return sealBytes(Uint8Array.from([...front.done().numbers, ...texts, ...numbers]))
}

describe('a link that did not arrive whole', () => {
  it('is told to be cut wherever it was', () => {
    for (let n = 0; n < link.length; n++)
      expect(codeOf(link.slice(0, n)), `${n}`).toBe(n === 0 ? 'empty' : 'cut')
  })

  it('is told to be altered wherever it was', () => {
    fc.assert(
      fc.property(fc.nat({ max: link.length - 1 }), fc.constantFrom(...'AZaz09-_.%'), (i, c) => {
        fc.pre(link.charAt(i) !== c)
        const code = codeOf(link.slice(0, i) + c + link.slice(i + 1))
        expect(['altered', ...(i === 0 ? ['newer'] : []), ...(i > 0 && i < 5 ? ['cut'] : [])]).toContain(code)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['', 'empty'],
    ['#', 'empty'],
    ['hello', 'altered'],
    [`2${link.slice(1)}`, 'newer'],
    ['1', 'cut'],
    ['x'.repeat(longestLink + 1), 'too-long'],
    [`1${'-'.repeat(40)}`, 'cut'],
  ])('%.20s', (text, code) => expect(codeOf(text)).toBe(code))
})

describe('a link that was made to harm', () => {
  it('any text gives a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => codeOf(s) !== 'fine' && codeOf(`1${s}`) !== 'fine'),
    )
  })

  it('any bytes in a sound envelope give a value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(sealBytes(bytes))).toMatch(/invalid|newer/)
      }),
      { numRuns: 3000 },
    )
  })

  it('damaged bytes of a true design in a sound envelope give a value', () => {
    fc.assert(
      fc.property(
        designs(),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
        (design, damage) => {
          const bytes = unsealBytes(encodeLink(design))
          if (!bytes.ok) throw new Error(bytes.error.message)
          const copy = Uint8Array.from(bytes.value)
          for (const [at, value] of damage) copy[at % copy.length] = value
          expect(codeOf(sealBytes(copy))).toMatch(/fine|invalid|newer/)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is left when it unfolds to too much', () => {
    const bomb = sealBytes(new Uint8Array(50_000_000))
    expect(bomb.length).toBeLessThan(longestLink)
    expect(decodeLink(bomb)).toMatchObject({
      error: { message: 'The link holds no design: it unfolds to too much.' },
    })
  })

  const id = new Array<number>(16).fill(0)
  const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x07]
  it.each([
    ['a count that no design has', [], [1, ...id, ...huge], 'it holds too much'],
    [
      'a count beyond numbers',
      [],
      [1, ...id, ...new Array<number>(12).fill(0xff)],
      'it has a number out of range',
    ],
    ['no end of a text', [65], [1, ...id, 1, 0], 'it ends too early'],
    ['a text that is not there', [], [1, ...id, 1, 5], 'it has a text that is not there'],
    ['an id that is not there', [], [1, ...id, 0, 1, 9], 'it has an id that is not there'],
    [
      'one long text over and over',
      [...new Array<number>(100_000).fill(65), 0xff],
      [1, ...id, 0xac, 2, 0, ...new Array<number>(299).fill(1)],
      'it holds too much text',
    ],
  ])('%s', (_, texts, numbers, message) => {
    expect(decodeLink(sealed(texts, numbers))).toMatchObject({
      error: { message: `The link holds no design: ${message}.` },
    })
  })

  it('a later revision is called newer', () => {
    expect(codeOf(sealed([], [revision + 1, ...id, 0]))).toBe('newer')
  })
})

it('bytes survive as text of an address', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = bytesText(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(textBytes(text)).toEqual(bytes)
    }),
  )
})
