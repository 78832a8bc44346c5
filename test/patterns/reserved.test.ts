/** Rows of which something is left to admins: what the other patterns promise of them still holds. */
import { afterAll, describe, expect, it } from 'vitest'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const patterns = ['audit-log', 'history-table', 'soft-delete', 'closure-table', 'tenancy-row', 'junction']

describe.each([{ remove: 'admin' }, { update: 'admin' }, { insert: 'admin' }, { read: 'admin' }])(
  'rows with %o',
  (options) => {
    it.each(patterns)('keep what %s promises', async (pattern) => {
      const s = shop()
      const design = on(s, on(s, s.design, pattern), 'row-ownership', options)
      const held = await hold(await engines.next(), design)
      expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect(held.answers.size).toBeGreaterThan(3)
    })
  },
)

it('admins may be called what only quotes make a name', async () => {
  const s = shop()
  const held = await hold(await engines.next(), on(s, s.design, 'row-ownership', { admin: 'user' }))
  expect([...held.refused, ...broken(held)]).toEqual([])
})
