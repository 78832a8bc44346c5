import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { judge } from './pair.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** Triples that once broke though each of their pairs held. */
describe('three that held two by two', () => {
  it.each([
    // A new partition takes along triggers whose functions belong to the maintenance role.
    ['partition-range', 'tenancy-row', 'history-table'],
    ['partition-range', 'tenancy-row', 'audit-log'],
  ])('%s + %s + %s', async (...list) => {
    const outcome = await judge(engine, list)
    if (outcome.ends === 'broken') expect(outcome.because).toEqual([])
    expect(outcome.ends).toBe('held')
  })
})
