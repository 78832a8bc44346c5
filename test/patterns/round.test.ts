import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { createNodeEngine, differences, type Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from './all.ts'
import { names, on, type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createNodeEngine('pglite')
})
afterAll(() => engine.close())

const shapes: readonly (readonly [string, Shape])[] = [
  ['plain', {}],
  ['quoted', { quoted: true }],
  ['in another schema', { schema: 'Sales', composite: true }],
]

describe('what PostgreSQL holds of a design with every pattern', () => {
  it.each(shapes)('%s is what compile said', async (_, shape) => {
    const s = shop(shape)
    const { catalog } = compile(
      names.reduce((d, n) => on(s, d, n), s.design),
      registry,
    )
    const verdict = await engine.load(catalog, emit(catalog, 18))
    expect(verdict.errors).toEqual([])
    const back = await engine.introspect()
    if (!back.ok) throw new Error(back.error.message)
    expect(differences(catalog, back.value).filter((d) => d.sameness === 'different')).toEqual([])
  })
})
