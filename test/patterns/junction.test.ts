import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const variants: readonly (readonly [string, (s: Shop) => Options])[] = [
  ['that keep their ends', () => ({ onDelete: 'restrict' })],
  ['of three tables', (s) => ({ with: [s.id('posts'), s.id('photos')], name: 'mentions' })],
  ['of rows of one table', (s) => ({ with: [s.id('orders')] })],
]

describe('links', () => {
  it.each(variants.flatMap(([what, options]) => ['', 'tenancy-row'].map((o) => [what, o, options] as const)))(
    '%s keep every promise beside "%s"',
    async (_, other, options) => {
      const s = shop({ composite: other === '' })
      const design = other === '' ? s.design : on(s, s.design, other)
      const held = await hold(engine, on(s, design, 'junction', options(s)))
      expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect([...held.answers.keys()].filter((id) => id.startsWith('junction')).length).toBeGreaterThan(4)
    },
  )

  it('of one table to several others stand beside each other', () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'junction'), 'junction', { with: [s.id('photos')] })
    const { catalog, issues } = compile(design, registry)
    expect(issues).toEqual([])
    const names = [...catalog.values()].flatMap((o) => (o.kind === 'table' && o.why ? [o.name] : []))
    expect(names).toEqual(['orders_posts', 'orders_photos'])
  })
})

describe('options that cannot be', () => {
  const twice = { name: 'since', type: 'date', required: false }
  const cases: readonly (readonly [string, (s: Shop) => Options, string, string, string])[] = [
    ['a table that is gone', (s) => ({ with: [s.id('posts'), 'gone.1'] }), '', 'gone', 'with'],
    ['a table without a key', () => ({}), 'posts.pk', 'no-key', 'with'],
    ['two columns of one name', () => ({ payload: [twice, twice] }), '', 'payload-twice', 'payload'],
  ]
  it.each(cases)('%s', (_, options, without, code, option) => {
    const s = shop()
    const start = without === '' ? s.design : applyChanges(s.design, [{ id: s.id(without), to: null }]).design
    const errors = compile(on(s, start, 'junction', options(s)), registry).issues.filter(
      (i) => i.severity === 'error',
    )
    expect(errors.map((i) => [i.code, i.option])).toEqual([[`junction/${code}`, option]])
    const after = applyChanges(
      on(s, start, 'junction', options(s)),
      errors[0]?.waysOut[0]?.changes ?? [],
    ).design
    expect(compile(after, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
  })
})
