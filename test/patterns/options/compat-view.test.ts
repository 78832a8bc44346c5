import { expect, it } from 'vitest'
import { compile, createCompiler } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

checkVariants('compat-view', {
  'another name alone': { options: () => ({ name: '', renamed: [], without: [] }) },
  'reads alone, with tenants': { options: () => ({ writes: 'refused' }), also: ['tenancy-row'] },
  'rows of a soft deletion shown': {
    options: () => ({ deleted: 'shown' }),
    also: ['soft-delete', 'tenancy-row'],
  },
  'rows of a soft deletion hidden': { options: () => ({}), also: ['soft-delete'], shape: { quoted: true } },
  'an old name with quotes': {
    options: (s) => ({ name: 'Old "orders"', renamed: [{ column: s.id('orders.id'), was: 'the "id"' }] }),
    shape: { composite: true, schema: 'Sales' },
  },
})

checkProblems('compat-view', {
  'one old name for two columns': {
    options: (s) => ({
      renamed: [
        { column: s.id('orders.number'), was: 'no' },
        { column: s.id('orders.status'), was: 'no' },
      ],
    }),
    code: 'compat-view/renamed-twice',
    option: 'renamed',
  },
  'an old name that another column has today': {
    options: (s) => ({ without: [], renamed: [{ column: s.id('orders.status'), was: 'note' }] }),
    code: 'compat-view/renamed-alike',
    option: 'renamed',
  },
  'an old name that a required column has today': {
    options: (s) => ({ renamed: [{ column: s.id('orders.status'), was: 'number' }] }),
    code: 'compat-view/renamed-alike',
    option: 'renamed',
  },
  'a column of another table': {
    options: (s) => ({ without: [s.id('customers.email')] }),
    code: 'compat-view/foreign-column',
    option: 'renamed',
  },
  'a column that inserts lack': {
    options: (s) => ({ without: [s.id('orders.status')] }),
    code: 'compat-view/unwritten-column',
    option: 'without',
  },
  'no column left': {
    options: (s) => ({
      without: ['id', 'customer_id', 'number', 'status', 'total', 'note'].map((c) => s.id(`orders.${c}`)),
    }),
    code: 'compat-view/no-columns',
    option: 'without',
  },
  'an old name that PostgreSQL would cut': {
    options: () => ({ name: 'é'.repeat(32) }),
    code: 'use/options',
    option: 'name',
  },
  'a day that no month has': {
    options: () => ({ until: '2027-13-01' }),
    code: 'use/options',
    option: 'until',
  },
})

it.each(['customers', 'Old "one"'])(
  'an old name that a table of yours has, %s, is told with a way out',
  (taken) => {
    const s = shop()
    const customers = s.design.records.get(s.id('customers'))
    if (customers?.kind !== 'table') throw new Error('no table')
    const drawn = applyChanges(s.design, [{ id: customers.id, to: { ...customers, name: taken } }]).design
    const design = on(s, drawn, 'compat-view', { name: taken, renamed: [], without: [] })
    const [issue, ...more] = compile(design, registry).issues
    expect([issue?.code, issue?.objects.at(-1), more]).toEqual(['name/taken', customers.id, []])
    const after = compile(applyChanges(design, issue?.waysOut[0]?.changes ?? []).design, registry)
    expect(after.issues).toEqual([])
    expect([...after.catalog.values()].find((o) => o.kind === 'view')?.name).toBe(taken)
  },
)

it('an old name is told to be taken as long as another column has it, renamed or not', () => {
  const s = shop()
  const compiler = createCompiler(registry)
  const told = (d: Design): readonly string[] => compiler.compile(d).issues.map((i) => i.code)
  const called = (d: Design, name: string): Design => {
    const c = s.design.records.get(s.id('orders.note')) as Extract<DesignRecord, { kind: 'column' }>
    return applyChanges(d, [{ id: c.id, to: { ...c, name } }]).design
  }
  const design = on(s, s.design, 'compat-view', {
    renamed: [{ column: s.id('orders.status'), was: 'state' }],
    without: [],
  })
  expect(told(design)).toEqual([])
  expect(told(called(design, 'state'))).toEqual(['compat-view/renamed-alike'])
  expect(told(called(design, 'remark'))).toEqual([])
})
