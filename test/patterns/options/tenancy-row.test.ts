import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, recordsOf } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems } from './check.ts'

const all = ['customers', 'posts', 'photos', 'orders', 'visits', 'items']

checkProblems('tenancy-row', {
  'every table shared': {
    options: (s) => ({ except: all.map((t) => s.id(t)) }),
    code: 'tenancy-row/nothing',
    option: 'except',
  },
  'every table shared, beside a table of tenants of yours': {
    options: (s) => ({
      tenants: s.id('customers'),
      except: all.map((t) => s.id(t)),
    }),
    code: 'tenancy-row/nothing',
    option: 'except',
  },
  'every table shared, one with a history': {
    options: (s) => ({ except: all.map((t) => s.id(t)) }),
    also: ['history-table'],
    code: 'tenancy-row/nothing',
    option: 'except',
  },
  'a table of tenants that references a tenant’s table': {
    options: (s) => ({ tenants: s.id('orders') }),
    code: 'tenancy-row/tenants-owned',
    option: 'tenants',
  },
  'a table of tenants two references away from one that is shared': {
    options: (s) => ({ tenants: s.id('items'), except: [s.id('customers')] }),
    code: 'tenancy-row/tenants-owned',
    option: 'tenants',
  },
})

describe('a table of tenants that references tenants’ tables', () => {
  const s = shop()
  const design = on(s, s.design, 'tenancy-row', { tenants: s.id('items') })
  const told = (d: typeof design) => compile(d, registry).issues.filter((i) => i.severity === 'error')
  const issue = told(design).find((i) => i.code === 'tenancy-row/tenants-owned')

  it('is told in words, at the option', () => {
    expect(issue?.option).toBe('tenants')
    expect(issue?.message).toBe(
      'items is to hold the tenants, but references orders, whose rows belong to one tenant each. Let Damask make the table of tenants, or share what items references.',
    )
  })

  it.each([
    ['Let Damask make the table', undefined, []],
    ['Share the tables that it references', 'items', ['customers', 'orders']],
  ] as const)('“%s” ends it', (label, tenants, shared) => {
    const after = applyChanges(design, issue?.waysOut.find((w) => w.label === label)?.changes ?? []).design
    expect(told(after)).toEqual([])
    const [use] = recordsOf(after, 'use')
    expect(use?.options).toEqual({
      ...(tenants ? { tenants: s.id(tenants) } : {}),
      ...(shared.length > 0 ? { except: expect.arrayContaining(shared.map((t) => s.id(t))) } : {}),
    })
  })

  it('is fine once they are shared', () => {
    const except = ['customers', 'orders'].map((t) => s.id(t))
    expect(told(on(s, s.design, 'tenancy-row', { tenants: s.id('items'), except }))).toEqual([])
  })
})

describe('shared tables', () => {
  it('are told only while they are all that there is', () => {
    const s = shop()
    expect(
      recordsOf(s.design, 'table')
        .map((t) => t.id)
        .sort(),
    ).toEqual(all.map((t) => s.id(t)).sort())
    for (const except of [[], ['customers', 'posts', 'photos', 'visits'].map((t) => s.id(t))]) {
      const { issues } = compile(on(s, s.design, 'tenancy-row', { except }), registry)
      expect(issues.filter((i) => i.code === 'tenancy-row/nothing')).toEqual([])
    }
    const none = applyChanges(
      s.design,
      [...s.design.records.values()].flatMap((r) =>
        r.kind === 'settings' || r.kind === 'schema' ? [] : [{ id: r.id, to: null }],
      ),
    ).design
    expect(compile(on(s, none, 'tenancy-row'), registry).issues).toEqual([])
  })
})
