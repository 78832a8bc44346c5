import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { sessions } from '../sessions.ts'
import { shop } from '../shop.ts'
import { checkVariants } from './check.ts'

const { load } = sessions()
const s = shop()
const flag = (column: string, how: string, value = '') => ({ column: s.id(column), how, value })
const errors = (options: Parameters<typeof on>[3]) => {
  const design = on(s, s.design, 'erasure', { systems: [], ...options })
  return { design, issues: compile(design, registry).issues.filter((i) => i.severity === 'error') }
}

checkVariants('erasure', {
  'only a time and a number': {
    options: (x) => ({
      columns: ['visits.at', 'visits.total'].map((c) => ({ column: x.id(c), how: 'constant', value: '' })),
    }),
  },
  'a number of who references the person': {
    options: (x) => ({
      subject: x.id('customers'),
      columns: [{ column: x.id('visits.total'), how: 'constant', value: '' }],
    }),
  },
})

describe('options of erasure that contradict', () => {
  it.each([
    ['null where null is refused', 'not-null', [flag('customers.email', 'null')]],
    ['one word in a unique column', 'unique-constant', [flag('orders.number', 'constant')]],
    ['a pseudonym of a number', 'hash-type', [flag('orders.total', 'hash')]],
    ['a word in a column of numbers', 'constant-type', [flag('orders.total', 'constant', 'gone')]],
    ['an identity', 'computed', [flag('customers.id', 'constant')]],
    ['a reference', 'key', [flag('orders.customer_id', 'constant')]],
    ['a column that is gone', 'no-column', [{ column: 'aaaaaaaa.zz', how: 'null', value: '' }]],
  ])('%s', (_, code, columns) => {
    const { design, issues } = errors({ columns })
    expect(issues.map((i) => [i.code, i.option])).toEqual([[`erasure/${code}`, 'columns']])
    for (const way of issues[0]?.waysOut ?? []) {
      const after = compile(applyChanges(design, way.changes).design, registry)
      expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
    }
    expect(issues[0]?.waysOut.length).toBeGreaterThan(0)
  })

  it('a list without a column that can be erased still gives what PostgreSQL takes', async () => {
    const { design } = errors({ columns: [flag('customers.id', 'constant')] })
    await load(design)
  })

  it('a table of persons that is gone', () => {
    const { design, issues } = errors({ subject: 'aaaaaaaa.zz', columns: [flag('orders.note', 'null')] })
    expect(issues.map((i) => [i.code, i.option])).toEqual([['erasure/no-subject', 'subject']])
    const [way] = issues[0]?.waysOut ?? []
    expect(compile(applyChanges(design, way?.changes ?? []).design, registry).issues).toEqual([])
  })

  it('no columns: the tables of requests stand, and the list is asked for', () => {
    const { issues, catalog } = compile(on(s, s.design, 'erasure', { columns: [] }), registry)
    expect(issues.map((i) => [i.code, i.severity, i.option])).toEqual([
      ['erasure/nothing-flagged', 'warning', 'columns'],
    ])
    expect([...catalog.values()].map((o) => o.name)).toContain('erasure_requests')
  })

  it.each([['Begin with every column of text, and take out what is not personal'], ['Switch erasure off']])(
    'no columns: “%s” ends it',
    (label) => {
      const design = on(s, s.design, 'erasure', { columns: [] })
      const [issue] = compile(design, registry).issues
      const way = issue?.waysOut.find((w) => w.label === label)
      const after = compile(applyChanges(design, way?.changes ?? []).design, registry)
      expect(after.issues.filter((i) => i.severity !== 'info')).toEqual([])
    },
  )

  it('what it begins with can be erased, and leaves out what identifies rows', async () => {
    const design = on(s, s.design, 'erasure', { columns: [], systems: [] })
    const [issue] = compile(design, registry).issues
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    const [use] = [...after.records.values()].flatMap((r) => (r.kind === 'use' ? [r] : []))
    expect(JSON.stringify(use?.options)).toContain(s.id('customers.email'))
    expect(JSON.stringify(use?.options)).not.toContain(s.id('orders.customer_id'))
    await load(after)
  })

  it('says what a person does not reach', () => {
    const columns = [flag('customers.email', 'hash'), flag('posts.title', 'constant')]
    const { issues } = compile(on(s, s.design, 'erasure', { columns }), registry)
    expect(issues.map((i) => [i.code, i.severity])).toEqual([['erasure/apart', 'info']])
  })
})
