import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { applyChanges, change, type Design, newDesign, serialise } from '../../src/design/index.ts'
import { designs } from '../arbitraries/design.ts'
import { anyName } from '../arbitraries/names.ts'

const blank = newDesign('Shop', (n) => new Uint8Array(n).fill(7))

const changedLines = (a: string, b: string): number => {
  const [x, y] = [a.split('\n'), b.split('\n')]
  expect(y.length).toBe(x.length)
  return x.filter((line, i) => line !== y[i]).length
}

it('writes what people can read and compare', async () => {
  const author = blank.authors[0] ?? ''
  const id = <K extends string>(n: number) => `${author}.${n}` as Id<K>
  const { design } = applyChanges(blank, [
    change({
      kind: 'check',
      id: id(5),
      name: '',
      table: id(3),
      expr: { text: ['', ' > 0'], refs: [{ id: id(4), as: 'name' }] },
    }),
    change({
      kind: 'column',
      id: id(4),
      name: 'total',
      table: id(3),
      rank: 'i',
      type: { base: 'numeric', mods: [12, 2] },
      notNull: true,
    }),
    change({ kind: 'table', id: id(3), name: 'orders', schema: id(2), comment: 'One order,\nnever deleted' }),
    change({
      kind: 'enum',
      id: id(6),
      name: 'status',
      schema: id(2),
      labels: [
        { id: id(7), name: 'draft' },
        { id: id(8), name: 'sent' },
      ],
    }),
  ])
  await expect(serialise(design)).toMatchFileSnapshot('fixtures/readable.json')
})

it('a rename changes exactly one line', () => {
  fc.assert(
    fc.property(designs(), anyName, fc.nat(), (design, name, at) => {
      const named = [...design.records.values()].filter((r) => 'name' in r)
      const record = named[at % named.length]
      if (!record || record.name === name) return
      const renamed = applyChanges(design, [change({ ...record, name })]).design
      expect(changedLines(serialise(design), serialise(renamed))).toBe(1)
    }),
    { numRuns: 200 },
  )
})

it('does not depend on the order of records, members or options', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([k, v]) => [k, reversed(v)]),
          )
        : value
  fc.assert(
    fc.property(designs(), (design) => {
      const records = new Map([...design.records].reverse().map(([k, r]) => [k, reversed(r) as typeof r]))
      const other: Design = { ...design, records }
      expect(serialise(other)).toBe(serialise(design))
    }),
    { numRuns: 100 },
  )
})

it('ends in one newline, has no trailing space and is well-formed text', () => {
  fc.assert(
    fc.property(designs(), (design) => {
      const text = serialise(design)
      expect(text).toMatch(/[^\n]\n$/)
      expect(text.split('\n').filter((l) => l.endsWith(' ') || l.includes('\t'))).toEqual([])
      expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text)
      expect(text.startsWith('{\n  "$schema": "design.schema.json",\n  "format": 1,\n  "id": ')).toBe(true)
    }),
    { numRuns: 50 },
  )
})
