import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { type Catalog, kinds } from '../../src/catalog/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf, serialise, settingsOf } from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { decodeLink, encodeLink } from '../../src/formats/link/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { allOn, names, on, siteFor } from './on.ts'
import { shop } from './shop.ts'

const patterns = ['effective-dating', 'bitemporal', 'association-tables', 'junction', 'derived-column']
const beside = [
  'soft-delete',
  'tenancy-row',
  'state-machine',
  'history-table',
  'erasure',
  'audit-columns',
  'row-version',
]

/** What PostgreSQL holds of it, whoever made it. */
const plain = (catalog: Catalog): object =>
  Object.fromEntries(
    [...catalog]
      .map(([id, { why: _, ...o }]) => [id, o.kind === 'column' ? { ...o, rank: '' } : o] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Ejected, what one pattern gave a table must not take along what the other gives it, nor lose its companions. */
const between = [
  ...['tenancy-row', 'row-ownership'].flatMap((a) =>
    ['partition-range', 'partition-list', 'partition-hash', 'data-residency', 'time-series'].map(
      (b) => [a, b, a] as const,
    ),
  ),
  ...['history-table', 'archive-table', 'blue-green-table'].flatMap((a) => [
    [a, 'row-ownership', a] as const,
    [a, 'tenancy-row', a] as const,
  ]),
]

describe('ejecting one of two patterns', () => {
  const cases = [
    ...patterns.flatMap((a) => beside.flatMap((b) => [[a, b, a] as const, [a, b, b] as const])),
    ...between,
  ]
  it.each(cases)('%s beside %s: without %s the catalog stays what it was', (a, b, which) => {
    const s = shop()
    const site = siteFor([a, b]) ?? 'orders'
    const design = on(s, on(s, s.design, b, {}, site), a, {}, site)
    const before = compile(design, registry)
    const use = recordsOf(design, 'use').find((u) => u.pattern === which)
    const after = compile(
      applyChanges(design, use ? eject(before, use.id, registry).changes : []).design,
      registry,
    )
    expect(after.uses.size).toBe(1)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect(plain(after.catalog)).toEqual(plain(before.catalog))
  })
})

describe('ejecting a pattern that is on alone', () => {
  it.each(names)('%s leaves plain objects, the same ids and the same DDL', (name) => {
    const design = allOn(shop(), [name])
    const before = compile(design, registry)
    const [use] = recordsOf(design, 'use')
    const made = applyChanges(design, use ? eject(before, use.id, registry).changes : []).design
    const after = compile(made, registry)
    expect(recordsOf(made, 'use')).toEqual([])
    const came = [...made.records.values()].filter((r) => !design.records.has(r.id))
    expect(came.filter((r) => r.kind !== 'trait' && !(kinds as readonly string[]).includes(r.kind))).toEqual(
      [],
    )
    expect([...after.catalog.values()].filter((o) => o.why !== undefined)).toEqual([])
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect(plain(after.catalog)).toEqual(plain(before.catalog))
    const { target } = settingsOf(design)
    expect(emit(after.catalog, target).text).toBe(emit(before.catalog, target).text)
  })
})

describe('ejecting what repeats the rows of a table', () => {
  const s = shop()
  const [use] = recordsOf(on(s, s.design, 'history-table'), 'use')
  const history = use?.id === undefined ? '' : `${use.id}/history`
  const without = (design: Design): Design =>
    applyChanges(design, use ? eject(compile(design, registry), use.id, registry).changes : []).design

  it('leaves it to be reached with the rows, in files and links too', async () => {
    const before = on(s, on(s, s.design, 'history-table'), 'row-ownership')
    const design = without(before)
    expect(plain(compile(design, registry).catalog)).toEqual(plain(compile(before, registry).catalog))
    const read = readDesign(serialise(design))
    expect(read.ok && recordsOf(read.value, 'trait')).toEqual(recordsOf(design, 'trait'))
    const opened = decodeLink(encodeLink(design))
    expect(opened.ok && recordsOf(opened.value, 'trait')).toEqual(recordsOf(design, 'trait'))
    const engine = await pglite()
    const held = await hold(engine, design)
    await engine.close()
    expect([...held.answers.keys()].some((k) => k.includes('mirror'))).toBe(true)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('forgets what no longer is there', () => {
    const design = without(on(s, s.design, 'history-table'))
    expect(compile(design, registry).traits.mirrors.get(history as Id)).toBe(s.id('orders'))
    const gone = applyChanges(design, [{ id: s.id('orders'), to: null }]).design
    expect(compile(gone, registry).traits.mirrors.size).toBe(0)
    const fewer = applyChanges(design, [{ id: s.id('orders.note'), to: null }]).design
    const copied = (d: Design) => compile(d, registry).traits.copied.get(history as Id)?.length ?? 0
    expect(copied(fewer)).toBe(copied(design) - 1)
  })

  it('has its own column of the tenant when tenants come later', () => {
    const { scopes } = compile(
      on(s, without(on(s, s.design, 'history-table')), 'tenancy-row'),
      registry,
    ).traits
    expect(scopes.has(history as Id)).toBe(true)
  })
})

describe('ejecting who wrote a row, as a row of people', () => {
  const s = shop()
  const recorded = on(s, s.design, 'audit-columns', { by: 'reference', people: s.id('customers') })
  const ejected = (design: Design): Design => {
    const [use] = recordsOf(design, 'use').filter((u) => u.pattern === 'audit-columns')
    return applyChanges(design, use ? eject(compile(design, registry), use.id, registry).changes : []).design
  }

  it.each(['history-table', 'audit-log', 'event-log'])(
    'promises of %s go on acting as people',
    async (pattern) => {
      const design = on(s, ejected(recorded), pattern)
      expect(compile(design, registry).traits.actors.get(s.id('orders'))?.table).toBe(s.id('customers'))
      const engine = await pglite()
      const held = await hold(engine, design)
      await engine.close()
      expect(held.answers.size).toBeGreaterThan(0)
      expect([...held.refused, ...broken(held)]).toEqual([])
    },
  )

  it('what it leaves opens again from a file and a link, and goes with the people', () => {
    const design = ejected(recorded)
    const read = readDesign(serialise(design))
    expect(read.ok && recordsOf(read.value, 'trait')).toEqual(recordsOf(design, 'trait'))
    const opened = decodeLink(encodeLink(design))
    expect(opened.ok && recordsOf(opened.value, 'trait')).toEqual(recordsOf(design, 'trait'))
    const alone = applyChanges(design, [{ id: s.id('customers'), to: null }]).design
    expect(compile(alone, registry).traits.actors.size).toBe(0)
  })
})
