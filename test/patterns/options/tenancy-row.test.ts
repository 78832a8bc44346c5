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
