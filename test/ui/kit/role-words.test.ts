import { expect, it } from 'vitest'
import type { Catalog, Obj } from '../../../src/store/index.ts'
import { roleWords } from '../../../src/ui/kit/role-words.ts'

const names: Readonly<Record<string, string>> = {
  'h7777777.1x': 'products',
  'h7777777.1y': 'sku',
  'history-table@h7777777.1x#1/history': 'products_history',
  'tenancy-row@design#1/tenant:h7777777.1x': 'organization_id',
}
const catalog: Catalog = new Map(
  Object.entries(names).map(([id, name]) => [id, { kind: 'table', id, name, schema: 's' } as Obj]),
)

it.each([
  ['touch', 'touch'],
  ['touch:fn', 'touch function'],
  ['transitions:from_state', 'transitions from_state'],
  ['tenant:h7777777.1x', 'tenant of products'],
  ['policy:history-table@h7777777.1x#1/history', 'policy of products_history'],
  ['c:tenancy-row@design#1/tenant:h7777777.1x', 'copy of organization_id'],
  ['parent:h7777777.1x:fn', 'parent function of products'],
  ['h7777777.1x:h7777777.1y', 'part of products, sku'],
])('%s', (role, said) => {
  expect(roleWords(catalog, role)).toBe(said)
})
