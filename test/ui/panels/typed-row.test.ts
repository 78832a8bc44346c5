import { expect, it } from 'vitest'
import type { Catalog, Obj } from '../../../src/store/index.ts'
import { tableLabels, typedValue } from '../../../src/ui/panels/rows/typed.ts'

it.each([
  ['', undefined],
  ['null', null],
  ['NULL', null],
  ["''", ''],
  ["'NULL'", 'NULL'],
  ["'a'", "'a'"],
  [' ', ' '],
] as const)('%j typed for a column', (typed, value) => {
  expect(typedValue(typed)).toBe(value)
})

it('tables of one name are told apart by their schemas', () => {
  const schema = (id: string, name: string) => ({ kind: 'schema', id, name }) as Obj
  const table = (id: string, name: string, of: string) =>
    ({ kind: 'table', id, name, schema: of }) as Obj<'table'>
  const catalog: Catalog = new Map([schema('s', 'public'), schema('o', 'old')].map((o) => [o.id, o]))
  const tables = [table('a', 'orders', 's'), table('b', 'orders', 'o'), table('c', 'lines', 'o')]
  expect(tableLabels(catalog, tables).map((c) => c.label)).toEqual(['public.orders', 'old.orders', 'lines'])
})
