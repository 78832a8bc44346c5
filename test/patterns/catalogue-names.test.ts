import { expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Design } from '../../src/design/index.ts'
import { book, registry } from './all.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

const names = (design: Design, kind: 'table' | 'routine'): readonly string[] => {
  const { catalog, issues } = compile(design, registry)
  expect(issues.filter((i) => i.severity === 'error')).toEqual([])
  return [...catalog.values()].filter((o) => o.kind === kind && o.why).map((o) => o.name)
}

/** Names by which the catalogue of patterns calls what it makes. */
it.each<readonly [string, Shape]>([
  ['a plain shop', {}],
  ['another schema', { schema: 'Sales', quoted: true }],
])('money and the event store use the names of the catalogue in %s', (_, shape) => {
  const s = shop(shape)
  const money = on(s, s.design, 'money', { rates: true })
  expect(names(money, 'table')).toEqual(['exchange_rates'])
  expect(names(money, 'routine')).toContain('allocate')
  const store = on(s, s.design, 'event-store')
  expect(names(store, 'table')).toContain('events')
  expect(names(store, 'routine')).toContain('replay')
})

it('a second table with amounts has names of its own, without an issue', () => {
  const s = shop()
  const both = on(s, on(s, s.design, 'money', { rates: true }), 'money', { rates: true }, 'visits')
  expect(names(both, 'table')).toEqual(expect.arrayContaining(['exchange_rates', 'visits_exchange_rates']))
  expect(names(both, 'routine')).toEqual(expect.arrayContaining(['allocate', 'visits_allocate']))
})

it('no docs say that a migration does what only the DDL of a new database is written for', () => {
  const told = [...book].flatMap(([pattern, { docs }]) =>
    /the migration (does|builds)/.test(JSON.stringify(docs)) ? [pattern] : [],
  )
  expect(told).toEqual([])
})
