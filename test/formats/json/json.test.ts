import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, change, designFileName, newDesign, settingsOf } from '../../../src/design/index.ts'
import { readJson, writeJson } from '../../../src/formats/json/index.ts'
import { designs } from '../../arbitraries/design.ts'

const blank = newDesign('Shop', (n) => new Uint8Array(n).fill(7))
const named = (name: string) => applyChanges(blank, [change({ ...settingsOf(blank), name })]).design
const bytes = (s: string) => new TextEncoder().encode(s)
const messageOf = (file: string | Uint8Array): string => {
  const read = readJson(file)
  return read.ok ? 'fine' : (read.error[0]?.message ?? '')
}

describe('a design file', () => {
  it('comes back from its text and from its bytes', () => {
    fc.assert(
      fc.property(designs(), (design) => {
        const text = writeJson(design)
        expect(readJson(text)).toEqual({ ok: true, value: design })
        expect(readJson(bytes(text))).toEqual({ ok: true, value: design })
      }),
      { numRuns: 50 },
    )
  })

  it('may start with a byte order mark and have other line ends', () => {
    const text = writeJson(blank)
    expect(messageOf(`\uFEFF${text}`)).toBe('fine')
    expect(messageOf(bytes(`\uFEFF${text.replaceAll('\n', '\r\n')}`))).toBe('fine')
  })

  it.each([
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), /no UTF-8 text/],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0]), /no UTF-8 text/],
    ['nothing', new Uint8Array(), /empty/],
    ['too much', new Uint8Array(21 * 1024 * 1024), /larger than 20 MB/],
    ['NULs', new Uint8Array(10), /expected a value/],
    [
      'two lists of records, of which one would be lost',
      writeJson(blank).replace('"records": {', '"records": { "aaaaaaaa.1": {} }, "records": {'),
      /^records is there twice/,
    ],
    ['half of a file', bytes(writeJson(blank).slice(0, 200)), /ends here|not closed/],
  ])('that is %s is refused', (_, file, message) => expect(messageOf(file)).toMatch(message))
})

it.each([
  ['Order desk', 'order-desk.json'],
  ['  Größe & Co. ', 'gro-e-co.json'],
  ['日本', 'design.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['x'.repeat(300), `${'x'.repeat(60)}.json`],
  ['', 'design.json'],
])('the file of %j is %s', (name, file) => expect(designFileName(named(name))).toBe(file))
