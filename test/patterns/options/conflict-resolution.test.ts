import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { type Shape, shop } from '../shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const shapes: readonly Shape[] = [{}, { composite: true, quoted: true, schema: 'Sales', target: 15 }]

describe('strategies', () => {
  it.each([
    { strategy: 'last write wins', older: 'refuse', ahead: '' },
    { strategy: 'keep both' },
    { strategy: 'counter' },
    { strategy: 'counter', counter: 'likes', merge: false, node: 'my.server' },
  ])('%j keeps every promise, for tenants and with soft delete too', async (options) => {
    for (const shape of shapes)
      for (const more of [[], ['tenancy-row', 'soft-delete', 'history-table']]) {
        const s = shop(shape)
        const held = await hold(
          engine,
          [...more].reduce((d, n) => on(s, d, n), on(s, s.design, 'conflict-resolution', options)),
        )
        expect([...held.refused, ...broken(held)]).toEqual([])
      }
  })

  it('one table can have one of each', async () => {
    const s = shop()
    const both = on(s, s.design, 'conflict-resolution', { strategy: 'counter' })
    const held = await hold(engine, on(s, both, 'conflict-resolution', {}))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})

describe('options that contradict', () => {
  it.each(['keep both', 'counter'])('%s without a primary key is told, with a way out', (strategy) => {
    const s = shop()
    const bare = applyChanges(s.design, [
      { id: s.id('visits.pk'), to: null },
      { id: s.id('orders.pk'), to: null },
      { id: s.id('items>orders'), to: null },
    ]).design
    const d = on(s, bare, 'conflict-resolution', { strategy })
    const [issue] = compile(d, registry).issues.filter((i) => i.severity === 'error')
    expect(issue).toMatchObject({ code: 'conflict-resolution/no-key', option: 'strategy' })
    const after = compile(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design, registry)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
  })
})
