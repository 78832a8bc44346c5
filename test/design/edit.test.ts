import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import {
  applyChanges,
  type Change,
  change,
  copyDesign,
  idSource,
  newDesign,
  parseDesign,
  recordOf,
  recordsOf,
  removal,
  serialise,
  settingsOf,
} from '../../src/design/index.ts'
import { designs } from '../arbitraries/design.ts'

const zeros = (n: number) => new Uint8Array(n)

describe('changes', () => {
  it('are undone by the changes that they give back, and redone by theirs', () => {
    fc.assert(
      fc.property(designs(), designs(), fc.array(fc.tuple(fc.nat(), fc.boolean())), (a, b, steps) => {
        const own = [...a.records.values()]
        const foreign = [...b.records.values()]
        const changes: readonly Change[] = steps.map(([n, remove]) => {
          const from = n % 2 === 0 ? own : foreign
          const record = from[n % from.length] ?? settingsOf(a)
          return remove
            ? removal(record.id)
            : change('name' in record ? { ...record, name: `x${n}` } : record)
        })
        const before = serialise(a)
        const done = applyChanges(a, changes)
        expect(serialise(a), 'the design itself stays').toBe(before)
        const undone = applyChanges(done.design, done.undo)
        expect(serialise(undone.design)).toBe(before)
        expect(serialise(applyChanges(undone.design, undone.undo).design)).toBe(serialise(done.design))
      }),
      { numRuns: 100 },
    )
  })
})

describe('records', () => {
  const design = newDesign('Shop', zeros)
  it('by kind, in the order of ids', () => {
    const [author] = design.authors
    const table = (n: string) => ({
      kind: 'table' as const,
      id: `${author}.${n}` as Id<'table'>,
      name: n,
      schema: settingsOf(design).schema,
    })
    const more = applyChanges(design, [change(table('z')), change(table('10')), change(table('3'))]).design
    expect(recordsOf(more, 'table').map((t) => t.name)).toEqual(['3', 'z', '10'])
    expect(recordOf(more, 'table', `${author}.z` as Id)?.name).toBe('z')
    expect(recordOf(more, 'column', `${author}.z` as Id)).toBeUndefined()
  })
  it('a new design is one that a reader accepts', () => {
    expect(parseDesign(JSON.parse(serialise(design)))).toEqual({ ok: true, value: design })
    expect(recordsOf(design, 'schema').map((s) => s.name)).toEqual(['public'])
  })
  it('a copy is another document with the same records', () => {
    const copy = copyDesign(design, (n) => new Uint8Array(n).fill(1))
    expect(copy.id).not.toBe(design.id)
    expect(copy.records).toEqual(design.records)
  })
})

it('new ids are none that the design uses, for a record or a part of one', () => {
  fc.assert(
    fc.property(designs(), (design) => {
      const used = new Set<string>()
      for (const r of design.records.values()) {
        used.add(r.id)
        const parts = [
          ...('labels' in r ? r.labels : []),
          ...('checks' in r ? r.checks : []),
          ...('params' in r ? r.params : []),
          ...(r.kind === 'view' || r.kind === 'matview' ? (r.columns ?? []) : []),
        ]
        for (const p of parts) used.add(p.id)
      }
      for (const author of design.authors) {
        const next = idSource(design, author)
        const ids = [next(), next(), next()]
        expect(new Set(ids).size).toBe(3)
        expect(ids.filter((id) => used.has(id))).toEqual([])
      }
    }),
    { numRuns: 100 },
  )
})
