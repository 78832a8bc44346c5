import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FkAction } from '../../src/catalog/index.ts'
import { compile, eject, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { drawn } from './drawn-parent.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const actionIn = (s: ReturnType<typeof shop>, d: Design): FkAction | undefined => {
  const fk = compile(d, registry).catalog.get(s.id('orders>orders'))
  return fk?.kind === 'fk' ? fk.onDelete : undefined
}

describe('a reference of the table to itself that was drawn', () => {
  it.each<readonly [FkAction | undefined, Options, FkAction | undefined, string]>([
    ['cascade', {}, 'cascade', 'removes all rows below it'],
    ['set null', {}, 'set null', 'at the top'],
    [undefined, {}, undefined, 'cannot be removed'],
    ['cascade', { onDelete: 'restrict' }, 'restrict', 'cannot be removed'],
    [undefined, { onDelete: 'cascade' }, 'cascade', 'removes all rows below it'],
    ['restrict', { onDelete: 'set null' }, 'set null', 'at the top'],
  ])('with the action %s, and %o, has the action %s', async (was, options, is, promise) => {
    for (const [shape, others] of [
      [{}, []],
      [{ composite: true, quoted: true, target: 15 }, ['closure-table']],
      [{}, ['tenancy-row']],
    ] satisfies (readonly [Shape, readonly string[]])[]) {
      const s = shop(shape)
      const design = others.reduce(
        (d: Design, n) => on(s, d, n),
        on(s, drawn(s, shape, was), 'adjacency-list', options),
      )
      expect(actionIn(s, design)).toBe(is)
      const held = await hold(engine, design)
      expect(held.compiled.issues.filter((i) => i.option !== undefined)).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      const told = proofsOf(held.compiled, book).filter((p) => p.id.endsWith('/removal'))
      expect(told.map((p) => p.promise.text.join('').includes(promise))).toEqual([true])
    }
  })

  it('is as it was drawn once the pattern is off, and keeps what it has once it is ejected', () => {
    const s = shop()
    const design = on(s, drawn(s, {}, 'restrict'), 'adjacency-list', { onDelete: 'cascade' })
    const [use] = recordsOf(design, 'use')
    if (!use) throw new Error('it is on')
    expect(actionIn(s, applyChanges(design, [{ id: use.id, to: null }]).design)).toBe('restrict')
    const plain = applyChanges(design, eject(compile(design, registry), use.id, registry).changes).design
    expect(actionIn(s, plain)).toBe('cascade')
  })

  it('makes a name for new columns useless, which is told with a way out', () => {
    const s = shop()
    const design = on(s, drawn(s), 'adjacency-list', { name: 'boss' })
    const [issue, ...more] = compile(design, registry).issues
    expect(more).toEqual([])
    expect(issue).toMatchObject({ code: 'adjacency-list/name', severity: 'warning', option: 'name' })
    expect(issue?.message).toContain('above_id')
    expect(compile(applyChanges(design, issue?.waysOut[0]?.changes ?? []).design, registry).issues).toEqual(
      [],
    )
  })
})
