import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

const s = shop()
const all = ['customers', 'posts', 'photos', 'orders', 'visits', 'items']

describe('options of a schema for each tenant that contradict', () => {
  it.each([
    ['a table that is gone', 'no-table', ['aaaaaaaa.zz']],
    ['a shared table that references one of a tenant', 'shared-references', [s.id('items')]],
    ['nothing but shared tables', 'nothing', all.map((t) => s.id(t))],
  ])('%s', (_, code, shared) => {
    const design = on(s, s.design, 'tenancy-schema', { shared })
    const errors = compile(design, registry).issues.filter((i) => i.severity === 'error')
    expect(errors.map((i) => [i.code, i.option])).toEqual([[`tenancy-schema/${code}`, 'shared']])
    const [way] = errors[0]?.waysOut ?? []
    expect(compile(applyChanges(design, way?.changes ?? []).design, registry).issues).toEqual([])
  })

  it('shares a parent and all it needs without a word', () => {
    const shared = [s.id('customers'), s.id('photos')]
    expect(compile(on(s, s.design, 'tenancy-schema', { shared }), registry).issues).toEqual([])
  })

  it.each(['Tenants', '1st', 'a b'])(
    'a management schema called %s is refused at the option',
    (management) => {
      const { issues } = compile(on(s, s.design, 'tenancy-schema', { management }), registry)
      expect(issues.map((i) => i.code)).toEqual(['use/options'])
    },
  )
})
