/** Tables that tenants stand on and that are no tenant's: what the harness's tenants need is not among the rows that are counted. */
import { afterAll, describe, expect, it } from 'vitest'
import { nextUseId, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, recordsOf } from '../../src/design/index.ts'
import { templateDesign } from '../../src/store/templates/index.ts'
import { runProof } from '../../src/verify/index.ts'
import { book } from './all.ts'
import { applied } from './hold.ts'
import { rotating } from './rotating.ts'

const engines = rotating()
afterAll(() => engines.close())

const bytes = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)

/** The promises of the last of these patterns, all on one table of the template. */
const heldByLast = async (table: string, patterns: readonly string[]): Promise<void> => {
  let design = await templateDesign('orders', bytes)
  const target = design && recordsOf(design, 'table').find((t) => t.name === table)?.id
  if (!design || !target) throw new Error(`there is no ${table}`)
  let last = ''
  for (const pattern of patterns) {
    const id = nextUseId(design, pattern, target)
    design = applyChanges(design, [{ id, to: { kind: 'use', id, pattern, target } }]).design
    last = id
  }
  const engine = await engines.next()
  const { compiled, refused } = await applied(engine, design)
  expect(refused).toEqual([])
  const proofs = proofsOf(compiled, book).filter((p) => p.use === last)
  expect(proofs.length).toBeGreaterThan(0)
  for (const p of proofs)
    expect([p.id, await runProof(engine, compiled, p)]).toMatchObject([p.id, { verdict: 'held' }])
}

describe('the countries of organizations that are tenants', () => {
  it.each([
    'surrogate-key',
    'soft-delete',
    'closure-table',
    'materialized-path',
    'nested-sets',
    'row-ownership',
    'access-audit',
    'compat-view',
    'blue-green-table',
  ])('keep every promise of %s', (pattern) => heldByLast('countries', [pattern]))
})

describe('what two patterns say of one table', () => {
  it.each([
    ['countries', 'soft-delete', 'row-ownership'],
    ['products', 'row-ownership', 'event-log'],
  ])('holds on %s with %s and %s', (table, first, last) => heldByLast(table, [first, last]))
})
