import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnId, type Id } from '../../../src/base/index.ts'
import { applyChanges, serialise } from '../../../src/design/index.ts'
import { recordKinds, recordSchemas } from '../../../src/design/schema-records.ts'
import { readDesign } from '../../../src/formats/json/index.ts'
import { decodeLink, encodeLink, linkLimit } from '../../../src/formats/link/index.ts'
import { shapes } from '../../../src/formats/link/shapes.ts'
import { designs } from '../../arbitraries/design.ts'
import { sampleDesign } from './sample.ts'

const addressSafe = /^[A-Za-z0-9_-]+$/

describe('a link', () => {
  it('gives back the very design, every kind of record', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(designs(), (design) => {
        for (const r of design.records.values()) kinds.add(r.kind)
        const link = encodeLink(design)
        expect(link).toMatch(addressSafe)
        expect(decodeLink(link)).toStrictEqual({ ok: true, value: design })
      }),
      { numRuns: 150 },
    )
    expect([...kinds].sort()).toEqual([...recordKinds].sort())
  })

  it('is the same whatever the order of records, and after a round trip', () => {
    fc.assert(
      fc.property(designs(), (design) => {
        const link = encodeLink(design)
        expect(encodeLink({ ...design, records: new Map([...design.records].reverse()) })).toBe(link)
        const back = decodeLink(link)
        expect(back.ok && encodeLink(back.value)).toBe(link)
      }),
      { numRuns: 30 },
    )
  })

  it('of 25 tables with three patterns each is short', () => {
    const design = sampleDesign()
    const count = (kind: string) => [...design.records.values()].filter((r) => r.kind === kind).length
    expect(['table', 'column', 'use', 'place'].map(count)).toEqual([25, 193, 75, 25])
    const link = encodeLink(design)
    expect(link.length).toBeLessThanOrEqual(4000)
    expect(link.length).toBeLessThan(linkLimit)
    expect(decodeLink(link)).toStrictEqual({ ok: true, value: design })
  })

  it('carries whose the rows of an ejected ownership are', () => {
    const design = sampleDesign()
    const column = [...design.records.values()].find((r) => r.kind === 'column')
    if (!column) throw new Error('no column')
    const role = drawnId<'role'>(design.authors[0] ?? '', 9000)
    const trait = {
      kind: 'trait',
      id: `trait@${column.table}` as Id<'trait'>,
      table: column.table,
      owned: {
        column: column.id,
        admin: role,
        who: { select: 'everyone', insert: 'owner', update: 'admin', delete: 'owner' },
      },
    } as const
    const to = [{ kind: 'role', id: role, name: 'root' } as const, trait]
    const owned = applyChanges(
      design,
      to.map((r) => ({ id: r.id, to: r })),
    ).design
    const back = decodeLink(encodeLink(owned))
    expect(back.ok && back.value.records.get(trait.id)).toStrictEqual(trait)
  })

  it('may begin with the # of the address and be followed by what a mail program adds', () => {
    const design = sampleDesign()
    expect(decodeLink(`#${encodeLink(design)}).`)).toStrictEqual({ ok: true, value: design })
  })

  it('may be broken into lines, hold invisible marks, and be escaped on its way', () => {
    const design = sampleDesign()
    const link = encodeLink(design)
    for (const arrived of [
      link.replace(/.{76}/g, '$&\r\n'),
      `\u200b${link.slice(0, 40)}\u00ad${link.slice(40, 80)}%0D%0A${link.slice(80)}\ufeff`,
      link.replace(/[-_]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
    ])
      expect(decodeLink(arrived)).toStrictEqual({ ok: true, value: design })
  })

  it('made by an earlier version still opens', () => {
    const kept = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
    const file = readDesign(kept('../../design/fixtures/format-1-every-kind.json'))
    const link = decodeLink(kept('fixtures/link-1-every-kind.txt').trim())
    expect(link.ok).toBe(true)
    expect(link.ok && file.ok && serialise(link.value) === serialise(file.value)).toBe(true)
  })
})

describe('the tables of members', () => {
  it.each(recordKinds)('hold all of %s', (kind) => {
    const schema = Object.keys(recordSchemas[kind].shape).sort()
    expect(['id', 'kind', ...Object.keys(shapes[kind].members)].sort()).toEqual(schema)
  })

  it('a record with a member that has no code is not written without it', () => {
    const design = sampleDesign()
    const [id, record] = [...design.records].find(([, r]) => r.kind === 'table') ?? []
    if (!id || !record) throw new Error('no table')
    const records = new Map(design.records).set(id, Object.assign({ colour: 'red' }, record))
    expect(() => encodeLink({ ...design, records })).toThrow('no code for the member colour')
  })
})
