import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ok } from '../../src/base/index.ts'
import { newDesign, serialise } from '../../src/design/index.ts'
import { parseWith } from '../../src/design/schema.ts'
import {
  currentFormat,
  type RawDocument,
  type Upgrades,
  upgrades,
  upgradeTo,
} from '../../src/design/upgrade.ts'
import { readDesign } from '../../src/formats/json/index.ts'

/** A made-up history: format 2 renames a member, format 3 wraps it. */
const steps: Upgrades = {
  1: ({ colour, ...rest }) => ({ ...rest, color: colour }),
  2: ({ color, ...rest }) => ({ ...rest, style: { color } }),
}

describe('a chain of upgrades', () => {
  it.each([
    [{ format: 1, colour: 'red' }],
    [{ format: 2, color: 'red' }],
    [{ format: 3, style: { color: 'red' } }],
  ])('%j', (doc) => {
    expect(upgradeTo(3, steps, doc)).toEqual({ ok: true, value: { format: 3, style: { color: 'red' } } })
  })

  it.each([
    [{ format: 4 }, 'made by a newer Damask: format 4; this one reads up to 3. Reload the page or update'],
    [{ format: 0 }, 'must be a whole number from 1'],
    [{ format: '1' }, 'must be a whole number from 1'],
    [{}, 'is missing; a Damask design names its format, a whole number'],
  ])('%j is refused', (doc: RawDocument, message) => {
    expect(upgradeTo(3, steps, doc)).toEqual({ ok: false, error: [{ path: 'format', message }] })
  })

  it('says when a step is missing', () => {
    const found = upgradeTo(3, { 2: (d) => d }, { format: 1 })
    expect(found).toMatchObject({
      ok: false,
      error: [{ message: 'format 1 is too old: nothing here reads format 1' }],
    })
  })

  it('runs before the check of the current format', () => {
    const design = newDesign('x', (n) => new Uint8Array(n))
    const seen: RawDocument[] = []
    const read = (doc: RawDocument) => {
      seen.push(doc)
      return ok(design)
    }
    expect(parseWith(steps, 3, read, { format: 1, colour: 'red' })).toEqual(ok(design))
    expect(seen).toEqual([{ format: 3, style: { color: 'red' } }])
    expect(parseWith(steps, 3, read, { format: 9 }).ok).toBe(false)
    expect(parseWith(steps, 3, read, []).ok).toBe(false)
    expect(seen).toHaveLength(1)
  })
})

it('every format before the current one has a step', () => {
  const from = Object.keys(upgrades).map(Number)
  expect(from).toEqual(Array.from({ length: currentFormat - 1 }, (_, i) => i + 1))
})

describe('files kept from every format still open', () => {
  const folder = new URL('fixtures/', import.meta.url)
  const files = readdirSync(folder).filter((f) => /^format-\d+/.test(f))

  it('there is one of each format', () => {
    const formats = new Set(files.map((f) => Number(/^format-(\d+)/.exec(f)?.[1])))
    expect([...formats].sort()).toEqual(Array.from({ length: currentFormat }, (_, i) => i + 1))
  })

  it.each(files)('%s', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const read = readDesign(text)
    expect(read.ok ? [] : read.error).toEqual([])
    if (read.ok && file.startsWith(`format-${currentFormat}`)) expect(serialise(read.value)).toBe(text)
  })
})
