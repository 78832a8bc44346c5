import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, type Json } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'

const issues = (d: Design) =>
  compile(d, registry).issues.filter(
    (i) => i.code.startsWith('index-plan/') && i.code !== 'index-plan/left-out',
  )

describe('options of an index plan that contradict', () => {
  it.each<readonly [string, string, (s: Shop) => Readonly<Record<string, Json>>]>([
    ['unknown-column', 'indexes.0.columns', (s) => ({ indexes: [{ columns: [s.id('customers.email')] }] })],
    ['empty', 'indexes.0.columns', () => ({ indexes: [{}] })],
    [
      'method',
      'indexes.0.method',
      (s) => ({ indexes: [{ columns: [s.id('orders.total')], method: 'gin' }] }),
    ],
    [
      'hash-columns',
      'indexes.0.columns',
      (s) => ({ indexes: [{ columns: [s.id('orders.total'), s.id('orders.note')], method: 'hash' }] }),
    ],
    ['no-condition', 'queries.0.query', () => ({ queries: [{ query: 'select * from orders' }] })],
  ])('%s is told at %s, with a way out', (code, option, options) => {
    const s = shop()
    const design = on(s, s.design, 'index-plan', options(s))
    const [issue] = issues(design)
    expect([issue?.code, issue?.option]).toEqual([`index-plan/${code}`, option])
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(issues(after)).toEqual([])
  })

  it('says when there is nothing to index, and what a policy keeps from an index', () => {
    const s = shop()
    const customers: DesignRecord = {
      kind: 'use',
      id: 'index-plan@x#1',
      pattern: 'index-plan',
      target: s.id<'table'>('customers'),
    }
    const bare = applyChanges(s.design, [{ id: customers.id, to: customers }]).design
    expect(issues(bare).map((i) => [i.code, i.severity])).toEqual([['index-plan/nothing', 'info']])
    const tenants = on(s, on(s, s.design, 'tenancy-row'), 'index-plan', {
      indexes: [{ columns: [], expression: 'lower(note)' }],
    })
    expect(issues(tenants).map((i) => i.code)).toEqual(['index-plan/behind-policy'])
  })
})
