import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { naive } from './naive.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const holding = (extensions: readonly string[]): Catalog =>
  new Map(extensions.map((name) => [name, { kind: 'extension', id: name, name }]))

describe('what an issue warns of goes wrong in PostgreSQL', () => {
  it.each(Object.entries(naive))('%s', async (_, { extensions = [], setup, then }) => {
    const catalog = holding(extensions)
    expect(await engine.load(catalog, emit(catalog, 18))).toMatchObject({ errors: [], gaps: [] })
    const before = await engine.run({ statements: setup })
    expect(before.error).toBeUndefined()
    if ('refused' in then) {
      const { error } = await engine.run({ statements: [then.refused] })
      expect(error?.sqlstate).toBe(then.state)
    } else {
      const { error, results } = await engine.run({ statements: [then.breaks] })
      expect(error).toBeUndefined()
      expect(results.at(-1)?.rows).toEqual([['t']])
    }
  })

  it('has an entry at all once a pair ends in an issue', () => {
    expect(Object.values(naive).every((n) => 'refused' in n.then || n.then.promise !== '')).toBe(true)
  })
})
