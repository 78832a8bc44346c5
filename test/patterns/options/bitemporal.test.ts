import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import type { Options, Site } from '../cases/types.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'

const cases: readonly (readonly [string, Site, (s: Shop) => Options, string])[] = [
  ['no key and none to guess', 'visits', () => ({ key: [] }), 'no-key'],
  ['a column that is gone', 'orders', () => ({ key: ['gone.1'] }), 'key-gone'],
  ['the primary key', 'orders', (s) => ({ key: [s.id('orders.id')] }), 'key-is-primary'],
]

describe('options of bitemporal that cannot be', () => {
  it.each(cases)('%s', (_, site, options, code) => {
    const s = shop()
    const design = on(s, s.design, 'bitemporal', options(s), site)
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => [i.code, i.option])).toEqual([[`bitemporal/${code}`, 'key']])
    const after = applyChanges(design, errors[0]?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues).toEqual([])
  })

  it('and another timeline on the same table', () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'effective-dating'), 'bitemporal')
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => i.code)).toEqual(['timed/twice'])
    for (const way of errors[0]?.waysOut ?? [])
      expect(compile(applyChanges(design, way.changes).design, registry).issues).toEqual([])
  })
})
