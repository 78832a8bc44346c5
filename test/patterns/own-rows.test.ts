/** Tables that the design puts rows of its own into: every promise is about the rows of its scenario. */
import { afterAll, expect, it } from 'vitest'
import { broken, hold } from './hold.ts'
import { names, on } from './on.ts'
import { withRows } from './own-rows.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
/** The rows fit the tables as these leave them. */
const fitting: ReadonlySet<string> = new Set([
  'audit-columns',
  'closure-table',
  'history-table',
  'soft-delete',
])

it.each(names)('keeps the promises of %s', async (name) => {
  const held = await hold(await engines.next(), on(s, withRows(s), name))
  const without = await hold(await engines.next(), on(s, s.design, name))
  if (fitting.has(name)) expect(held.refused).toEqual([])
  expect(broken(held)).toEqual(broken(without))
  expect([...held.answers.keys()]).toEqual([...without.answers.keys()])
})
