import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { names, together } from './on.ts'
import { judge } from './pair.ts'
import type { Shape } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const holds = async (shape: Shape, list: readonly string[]): Promise<void> => {
  const outcome = await judge(engine, list, shape)
  if (outcome.ends === 'broken') expect(outcome.because).toEqual([])
  expect(outcome.ends).toBe('held')
}

describe.each<readonly [string, Shape]>([
  ['a plain table', {}],
  ['a composite key', { composite: true }],
  ['mixed-case names in quotes', { quoted: true }],
  ['another schema', { schema: 'Sales' }],
  ['PostgreSQL 15 as the target', { target: 15 }],
])('on %s', (_, shape) => {
  it.each(names.map((n) => [n]))('%s keeps every promise', (n) => holds(shape, [n]))
  it('seven together keep every promise', () => holds(shape, together))
})
