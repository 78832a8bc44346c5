import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { allOn, names } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const audited = (design: Design): Design => {
  const id = nextUseId(design, 'audit-log', undefined)
  return applyChanges(design, [{ id, to: { kind: 'use', id, pattern: 'audit-log' } }]).design
}

/** The matrix of pairs has the log of one table; this is the log of all of them. */
describe('the audit log of the whole design', () => {
  it.each(names.map((n) => [n]))('holds beside %s', async (n) => {
    const design = audited(allOn(shop(), [n]))
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => i.message)).toEqual([])
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})
