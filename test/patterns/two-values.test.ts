import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyChanges, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** The shop whose orders have a note of this type. */
const noteOf = (s: Shop, base: string, mods: readonly number[]): Design => {
  const id = s.id<'column'>('orders.note')
  const drawn = s.design.records.get(id)
  if (drawn?.kind !== 'column') throw new Error('the shop has no note')
  const type = mods.length > 0 ? { base, mods } : { base }
  return applyChanges(s.design, [{ id, to: { ...drawn, type } }]).design
}

/** The last parts of the ids of the proofs, which all have to hold. */
const promised = async (design: Design): Promise<readonly string[]> => {
  const held = await hold(engine, design)
  expect([...held.refused, ...broken(held)]).toEqual([])
  return [...held.answers.keys()].map((k) => k.slice(k.lastIndexOf('/') + 1).replace(/^.*:/, ''))
}

describe.each<readonly [string, readonly number[]]>([
  ['varchar', []],
  ['varchar', [20]],
  ['smallint', []],
  ['integer', []],
  ['bigint', []],
  ['numeric', []],
  ['numeric', [12, 2]],
  ['numeric', [3]],
  ['boolean', []],
  ['date', []],
  ['uuid', []],
])('a column of type %s %s', (base, mods) => {
  it('has its values over time promised', async () => {
    const s = shop()
    const design = on(s, noteOf(s, base, mods), 'tracked-columns', { columns: [s.id('orders.note')] })
    expect(await promised(design)).toEqual(expect.arrayContaining(['as-of', 'kept']))
  })
  it('has its changes told as events', async () => {
    const s = shop()
    const design = on(s, noteOf(s, base, mods), 'event-log', { columns: [s.id('orders.note')] })
    expect(await promised(design)).toContain('changes')
  })
})

describe('a number that has a lowest value', () => {
  it.each([
    ['tracked-columns', 'as-of'],
    ['event-log', 'changes'],
  ])('is promised by %s', async (pattern, role) => {
    const s = shop()
    expect(await promised(on(s, s.design, pattern, { columns: [s.id('orders.total')] }))).toContain(role)
  })
})

it.each<readonly [string, readonly number[], boolean]>([
  ['varchar', [], true],
  ['varchar', [80], true],
  ['varchar', [10], false],
])('finds words in a table whose only text is a %s %s', async (base, mods, found) => {
  const s = shop()
  const design = on(s, noteOf(s, base, mods), 'full-text-search', {
    columns: [{ column: s.id('orders.note'), weight: 'A' }],
  })
  expect((await promised(design)).includes('found')).toBe(found)
})
