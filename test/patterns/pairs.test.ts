import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { createNodeEngine } from '../../src/engine/index.ts'
import { broken, hold } from './hold.ts'
import { type Name, names, on, type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createNodeEngine('pglite')
})
afterAll(() => engine.close())

const sets: readonly (readonly Name[])[] = [
  ...names.map((n) => [n] as const),
  ...names.flatMap((a, i) => names.slice(i + 1).map((b): readonly Name[] => [a, b])),
  names,
]
const check = async (shape: Shape, set: readonly Name[]): Promise<void> => {
  const s = shop(shape)
  const held = await hold(
    engine,
    set.reduce((d, n) => on(s, d, n), s.design),
  )
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect(held.refused).toEqual([])
  expect(broken(held)).toEqual([])
  expect(held.answers.size).toBeGreaterThan(0)
}

describe('on one table', () => {
  it.each(sets.map((set) => [set.join(' + '), set] as const))(
    '%s applies and keeps every promise',
    (_, set) => check({}, set),
  )
})

describe.each<readonly [string, Shape]>([
  ['a composite key', { composite: true }],
  ['mixed-case names in quotes', { quoted: true }],
  ['another schema', { schema: 'Sales' }],
  ['PostgreSQL 15 as the target', { target: 15 }],
])('with %s', (_, shape) => {
  it.each(names.map((n) => [n]))('%s alone keeps every promise', (n) => check(shape, [n]))
  it('all together keep every promise', () => check(shape, names))
})
