import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf } from '../../src/design/index.ts'
import { registry } from './all.ts'
import { names, on, siteFor } from './on.ts'
import { shop } from './shop.ts'

/** Members in one order, and rows of the register of decisions without those of the ejected use. */
const plain = (catalog: Catalog, use: Id): object =>
  Object.fromEntries(
    [...catalog]
      .map(([id, { why: _, ...o }]) => {
        if (o.kind === 'column') return [id, { ...o, rank: '' }] as const
        const register = o.kind === 'rows' && id.startsWith('decision-record@')
        // It lists the patterns that are on, and says so: a row comes and goes with its pattern.
        return [
          id,
          register ? { ...o, values: o.values.filter((v) => v[0]?.text.join('') !== `'${use}'`) } : o,
        ] as const
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Ejecting the first beside the second is refused, with the reason; ejecting the second first is the way out. */
const noWord = 'no trait says which periods, or which other column, unique keys are over'
const moved = 'the other has options or columns of its own for a column that moved for good'
const refused: Readonly<Record<string, string>> = {
  'column-encryption beside surrogate-key': noWord,
  'column-encryption beside effective-dating': noWord,
  'column-encryption beside bitemporal': noWord,
  'effective-dating beside surrogate-key': noWord,
  'effective-dating beside nested-sets': noWord,
  'bitemporal beside surrogate-key': noWord,
  'bitemporal beside column-encryption': noWord,
  'bitemporal beside nested-sets': noWord,
  'vertical-split beside erasure': moved,
  'vertical-split beside compat-view': moved,
  'derived-column beside time-series': 'its column is computed then, and no computed column is measured',
  'tenancy-row beside read-model': 'the model groups by a reference that is of two columns then',
}

const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))

const bothOn = (a = '', b = ''): Design | undefined => {
  const s = shop()
  const site = siteFor([a, b])
  return site ? on(s, on(s, s.design, b, {}, site), a, {}, site) : undefined
}

const switchOf = (design: Design, pattern: string): Id<'use'> =>
  recordsOf(design, 'use').find((u) => u.pattern === pattern)?.id ?? ('' as Id<'use'>)

const errorsOf = (design: Design): readonly string[] =>
  compile(design, registry)
    .issues.filter((i) => i.severity === 'error')
    .map((i) => i.code)

/** Without the use, and how many objects would not stay as they are. */
const without = (design: Design, pattern: string): { readonly design: Design; readonly lost: number } => {
  const { changes, lost } = eject(compile(design, registry), switchOf(design, pattern), registry)
  return { design: applyChanges(design, changes).design, lost: lost.length }
}

/** How ejecting one of the two ends: undefined where the catalog stays what it was. */
const ends = (design: Design, pattern: string): 'refused' | 'silently changed' | undefined => {
  const use = switchOf(design, pattern)
  const next = without(design, pattern)
  if (next.lost > 0) return 'refused'
  const [before, after] = [compile(design, registry), compile(next.design, registry)]
  const same =
    JSON.stringify(sorted(plain(before.catalog, use))) === JSON.stringify(sorted(plain(after.catalog, use)))
  return same && errorsOf(next.design).length === 0 ? undefined : 'silently changed'
}

const sorted = (v: unknown): unknown => {
  if (Array.isArray(v)) return v.map(sorted)
  if (typeof v !== 'object' || v === null) return v
  return Object.fromEntries(
    Object.entries(v)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, x]) => [k, sorted(x)]),
  )
}

describe('ejecting one of two patterns that share a table', () => {
  it.each(names)('%s: the catalog stays what it was, or it is refused for a known reason', (name) => {
    const found: Record<string, string> = {}
    for (const [a, b] of pairs.filter((p) => p.includes(name))) {
      const design = bothOn(a, b)
      if (!design || errorsOf(design).length > 0) continue
      const end = ends(design, name)
      if (end) found[`${name} beside ${a === name ? b : a}`] = end
    }
    const known = Object.keys(refused).filter((k) => k.startsWith(`${name} beside `))
    expect(found).toEqual(Object.fromEntries(known.map((k) => [k, 'refused'])))
  })

  it.each(Object.entries(refused))('%s: the other one first is the way out (%s)', (pair) => {
    const [name = '', other = ''] = pair.split(' beside ')
    const design = bothOn(...[name, other].sort((x, y) => names.indexOf(x) - names.indexOf(y)))
    const next = design && without(design, other)
    if (!next || `${other} beside ${name}` in refused) return
    expect(next.lost).toBe(0)
    expect(ends(next.design, name)).toBeUndefined()
  })
})
