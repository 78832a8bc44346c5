import { describe, expect, it } from 'vitest'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf, serialise } from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { decodeLink, encodeLink } from '../../src/formats/link/index.ts'
import { registry } from './all.ts'
import { on, siteFor } from './on.ts'
import { shop } from './shop.ts'

const erasers = (design: Design) =>
  [...compile(design, registry).catalog.values()]
    .filter((o) => o.kind === 'routine' && o.id.startsWith('erasure@design#1/erase:'))
    .map((o) => (o.kind === 'routine' ? o.body : o))

const keepers = ['audit-log', 'event-log', 'event-store', 'tracked-columns', 'idempotency-keys', 'outbox']

describe.each(keepers)('ejecting %s, which keeps values of rows', (keeper) => {
  const s = shop()
  const site = siteFor([keeper, 'erasure']) ?? 'orders'
  const both = on(s, on(s, s.design, 'erasure', {}, site), keeper, {}, site)
  const [use] = recordsOf(both, 'use').filter((u) => u.pattern === keeper)
  const without = applyChanges(
    both,
    use ? eject(compile(both, registry), use.id, registry).changes : [],
  ).design

  it('erasure reaches them as before', () => {
    const before = erasers(both)
    expect(before.length).toBeGreaterThan(0)
    expect(erasers(without)).toEqual(before)
  })

  it('where they are opens again from a file and a link', () => {
    const read = readDesign(serialise(without))
    expect(read.ok && recordsOf(read.value, 'trait')).toEqual(recordsOf(without, 'trait'))
    const opened = decodeLink(encodeLink(without))
    expect(opened.ok && recordsOf(opened.value, 'trait')).toEqual(recordsOf(without, 'trait'))
  })

  it('they are forgotten with the table that kept them, or the one that they are of', () => {
    for (const t of recordsOf(without, 'trait').filter((r) => r.copies))
      for (const gone of [t.table, t.copies?.[0]?.of]) {
        const fewer = applyChanges(without, gone === undefined ? [] : [{ id: gone, to: null }]).design
        const left = [...compile(fewer, registry).traits.copies.values()].flat()
        expect(left.filter((c) => c.table === gone || c.of === gone)).toEqual([])
      }
  })
})
