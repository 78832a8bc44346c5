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

const restricted = (s: Shop) => ({
  parents: [
    { table: s.id('posts'), onDelete: 'restrict' },
    { table: s.id('photos'), onDelete: 'cascade' },
  ],
})
const variants: readonly (readonly [string, (s: Shop) => Options])[] = [
  ['to one, of which one parent may not go', (s) => ({ belongs: 'to one', ...restricted(s) })],
  ['to one of each', () => ({ belongs: 'to one of each' })],
  ['to many', (s) => ({ belongs: 'to many', ...restricted(s) })],
  ['to a row of the table itself', (s) => ({ belongs: 'to many', parents: [s.id('orders')] })],
  ['to one kind only', (s) => ({ parents: [s.id('posts')] })],
]

describe('rows that belong', () => {
  const cases = variants.flatMap(([what, options]) =>
    ['', 'tenancy-row'].flatMap((other) => [[what, other, options] as const]),
  )
  it.each(cases)('%s keep every promise beside "%s"', async (_, other, options) => {
    const s = shop({ composite: other === '' })
    const design = other === '' ? s.design : on(s, s.design, other)
    const held = await hold(engine, on(s, design, 'association-tables', options(s)))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].filter((id) => id.startsWith('association')).length).toBeGreaterThan(2)
  })
})

describe('options that cannot be', () => {
  const drop = (s: Shop, id: string) => applyChanges(s.design, [{ id: s.id(id), to: null }]).design
  const cases: readonly (readonly [string, (s: Shop) => Options, string, string])[] = [
    ['a parent that is gone', (s) => ({ parents: [s.id('posts'), 'gone.1'] }), '', 'parent-gone'],
    [
      'a parent without a key',
      (s) => ({ parents: [s.id('posts'), s.id('photos')] }),
      'photos.pk',
      'parent-key',
    ],
  ]
  it.each(cases)('%s', (_, options, without, code) => {
    const s = shop()
    const design = on(s, without === '' ? s.design : drop(s, without), 'association-tables', options(s))
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => [i.code, i.option])).toEqual([[`association-tables/${code}`, 'parents']])
    const after = applyChanges(design, errors[0]?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
  })
})
