import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import type { Options, Site } from '../cases/types.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'

const cases: readonly (readonly [string, Site, (s: Shop) => Options, string, string])[] = [
  ['no key and none to guess', 'visits', () => ({ key: [] }), 'effective-dating/no-key', 'key'],
  ['a column that is gone', 'orders', () => ({ key: ['gone.1'] }), 'effective-dating/key-gone', 'key'],
  [
    'a column of another table',
    'orders',
    (s) => ({ key: [s.id('visits.number')] }),
    'effective-dating/key-gone',
    'key',
  ],
  [
    'the primary key',
    'orders',
    (s) => ({ key: [s.id('orders.id')] }),
    'effective-dating/key-is-primary',
    'key',
  ],
  [
    'a parent without columns',
    'visits',
    (s) => ({ parent: s.id('orders') }),
    'effective-dating/parent',
    'parentKey',
  ],
  [
    'a parent beside two columns',
    'visits',
    (s) => ({ parent: s.id('orders'), parentKey: [s.id('visits.number')], form: 'pair' }),
    'effective-dating/parent',
    'form',
  ],
  [
    'a parent without periods',
    'visits',
    (s) => ({ parent: s.id('orders'), parentKey: [s.id('visits.number')] }),
    'timed/within',
    'parent',
  ],
]

describe('options of effective dating that cannot be', () => {
  it.each(cases)('%s', (_, site, options, code, option) => {
    const s = shop()
    const design = on(s, s.design, 'effective-dating', options(s), site)
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => [i.code, i.option])).toEqual([[code, option]])
    const out = errors[0]?.waysOut.at(-1)
    const after = compile(applyChanges(design, out?.changes ?? []).design, registry).issues
    expect(after.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('a key of a type that cannot be compared', () => {
    const s = shop()
    const note = s.design.records.get(s.id('orders.note'))
    if (note?.kind !== 'column') throw new Error('the shop has no note')
    const drawn = applyChanges(s.design, [{ id: note.id, to: { ...note, type: { base: 'jsonb' } } }]).design
    const design = on(s, drawn, 'effective-dating', { key: [note.id] }, 'orders')
    expect(compile(design, registry).issues.map((i) => [i.code, i.option])).toEqual([
      ['effective-dating/key-type', 'key'],
    ])
  })

  it('takes the first unique key by itself', () => {
    const s = shop()
    const { traits, issues } = compile(on(s, s.design, 'effective-dating', { key: [] }, 'orders'), registry)
    expect(issues).toEqual([])
    expect(traits.timed.get(s.id('orders'))?.key).toEqual([s.id('orders.number')])
  })

  it('cannot version what others reference by its key', () => {
    const s = shop()
    const fk = {
      kind: 'fk',
      id: s.id<'fk'>('visits>orders'),
      name: '',
      table: s.id<'table'>('visits'),
      columns: [s.id<'column'>('visits.number')],
      references: s.id<'table'>('orders'),
      refColumns: [s.id<'column'>('orders.number')],
    } as const
    const drawn = applyChanges(s.design, [{ id: fk.id, to: fk }]).design
    const { issues, catalog } = compile(on(s, drawn, 'effective-dating', {}, 'orders'), registry)
    expect(issues.map((i) => i.code)).toEqual(['timed/key-referenced'])
    expect(catalog.has(fk.id)).toBe(false)
    const other = compile(
      on(s, drawn, 'effective-dating', { key: [s.id('orders.customer_id')] }, 'orders'),
      registry,
    )
    expect(other.issues.map((i) => [i.code, i.severity])).toEqual([['timed/key-stays-total', 'warning']])
    expect(other.catalog.has(fk.id)).toBe(true)
  })
})
