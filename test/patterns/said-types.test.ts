/** Keys whose constants PostgreSQL does not read as of their type by themselves, or that a domain narrows. */
import { afterAll, describe, expect, it } from 'vitest'
import { retyped } from './extension-shops.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const start = shop()
const keys = ['customers.id', 'orders.id', 'orders.customer_id', 'visits.customer_id', 'items.order_id']
const { schema } = start.design.records.get(start.id('orders')) as { readonly schema?: string }
const domain = (base: string, check?: string): Shop => {
  const id = start.id<'domain'>('key_of')
  const checks = check ? [{ id: start.id('fits'), name: 'fits', expr: { text: [check], refs: [] } }] : []
  const drawn = beside(start, { kind: 'domain', id, schema, name: 'key_of', type: { base }, checks })
  return retyped(drawn, { type: id }, ...keys)
}

const keeps = async (s: Shop, pattern: string): Promise<void> => {
  const held = await hold(await engines.next(), on(s, s.design, pattern))
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect(held.answers.size).toBeGreaterThan(0)
}

describe.each<readonly [string, Shop]>([
  ['smallint', retyped(start, { base: 'smallint' }, ...keys)],
  ['a domain of smallint', domain('smallint', 'value > 0')],
])('rows that are named by %s', (_, s) => {
  it.each([
    'soft-delete',
    'archive-table',
    'event-log',
    'tracked-columns',
    'adjacency-list',
    'closure-table',
    'nested-sets',
    'erasure',
    'access-audit',
  ])('keep every promise of %s', (pattern) => keeps(s, pattern))
})

describe.each<readonly [string, Shop]>([
  ['an address', retyped(start, { base: 'inet' }, ...keys)],
  ['a time of day', retyped(start, { base: 'time' }, ...keys)],
  ['a span of time', retyped(start, { base: 'interval' }, ...keys)],
  ['a domain of uuid', domain('uuid')],
  ['a domain of numbers above nought', domain('integer', 'value > 0')],
  ['a domain of a pattern', domain('text', "value ~ '^[A-Z]{2}[0-9]{4}$'")],
])('rows that are named by %s', (_, s) => {
  it.each(['junction', 'association-tables', 'closure-table', 'blue-green-table'])(
    'keep every promise of %s',
    (pattern) => keeps(s, pattern),
  )
})
