import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { differences, type Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { allOn, names, together } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const shapes: readonly (readonly [string, Shape])[] = [
  ['plain', {}],
  ['quoted', { quoted: true }],
  ['in another schema', { schema: 'Sales', composite: true }],
]

describe('what PostgreSQL holds of a design with every pattern', () => {
  const lists = shapes.flatMap(([what, shape]) =>
    [together, ...names.map((n) => [n])].map(
      (list) => [`${list.join(' + ')}, ${what},`, shape, list] as const,
    ),
  )
  it.each(lists)('%s is what compile said', async (_, shape, list) => {
    const { catalog } = compile(allOn(shop(shape), list), registry)
    const verdict = await engine.load(catalog, emit(catalog, 18))
    expect(verdict.errors).toEqual([])
    const back = await engine.introspect()
    if (!back.ok) throw new Error(back.error.message)
    expect(differences(catalog, back.value.catalog).filter((d) => d.sameness === 'different')).toEqual([])
  })
})
