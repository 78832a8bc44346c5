/** Policies that people draw for their own roles: scenarios are played by others, and what these may not do breaks no promise. */
import { afterAll, describe, expect, it } from 'vitest'
import { hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
const orders = s.id<'table'>('orders')
const guarded = (rls: 'enabled' | 'forced', using: string, roles: readonly string[]): Shop => {
  const table = { ...s.design.records.get(orders), id: orders, rls }
  const clerk = { kind: 'role', id: s.id('clerk'), name: 'clerk' }
  const policy = {
    kind: 'policy',
    id: s.id('mine'),
    name: 'mine',
    table: orders,
    roles: roles.map((r) => s.id(r)),
  }
  return beside(s, table, clerk, { ...policy, using: { text: [using], refs: [] } })
}

describe('a table whose rows are for clerks', () => {
  it.each<readonly ['enabled' | 'forced', string, readonly string[]]>([
    ['forced', 'true', ['clerk']],
    ['enabled', "current_user = 'clerk'", []],
    ['forced', "current_user = 'clerk'", []],
  ])(
    'breaks no promise (%s, using %s): what clerks alone can do is not judged',
    async (rls, using, roles) => {
      const d = guarded(rls, using, roles)
      for (const pattern of ['soft-delete', 'audit-log', 'closure-table', 'nested-sets']) {
        const { refused, answers } = await hold(await engines.next(), on(d, d.design, pattern))
        expect(refused).toEqual([])
        expect([...answers].filter(([, a]) => a.verdict === 'broken' || a.verdict === 'no-row')).toEqual([])
        for (const [, a] of answers)
          if (a.verdict === 'gap')
            expect(a.gaps.map((g) => [g.object, g.feature])).toEqual([[orders, 'access']])
      }
    },
  )
})
