import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, recordsOf } from '../../src/design/index.ts'
import { registry } from './all.ts'
import { on, siteFor } from './on.ts'
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

describe('ejecting one of two patterns', () => {
  const cases = patterns.flatMap((a) => beside.flatMap((b) => [[a, b, a] as const, [a, b, b] as const]))
  it.each(cases)('%s beside %s: without %s the catalog stays what it was', (a, b, which) => {
    const s = shop()
    const site = siteFor([a, b]) ?? 'orders'
    const design = on(s, on(s, s.design, b, {}, site), a, {}, site)
    const before = compile(design, registry)
    const use = recordsOf(design, 'use').find((u) => u.pattern === which)
    const after = compile(applyChanges(design, use ? eject(before, use.id, registry) : []).design, registry)
    expect(after.uses.size).toBe(1)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect(plain(after.catalog)).toEqual(plain(before.catalog))
  })
})
