import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

const rename = { type: 'opened', from: 1, change: 'rename', key: 'name', to: 'holder' }

const contradictions: readonly (readonly [string, string, string, Options])[] = [
  ['a step that starts in the middle', 'upcaster', 'upcasters', { upcasters: [{ ...rename, from: 2 }] }],
  ['two steps from one version', 'upcaster', 'upcasters', { upcasters: [rename, { ...rename, key: 'x' }] }],
  ['a new name that is missing', 'upcaster', 'upcasters', { upcasters: [{ ...rename, to: '' }] }],
  [
    'a value that is no JSON',
    'upcaster',
    'upcasters',
    { upcasters: [{ ...rename, change: 'set', to: '{' }] },
  ],
  ['no expression', 'upcaster', 'upcasters', { upcasters: [{ ...rename, change: 'compute', to: ' ' }] }],
  [
    'two effects of one type',
    'applied-twice',
    'applies',
    {
      applies: [
        { type: 'paid', how: 'add' },
        { type: 'paid', how: 'clear' },
      ],
    },
  ],
  ['an aggregate without a simple key', 'aggregate-key', 'aggregates', { aggregates: ['ORDERS'] }],
  ['an aggregate that is not there', 'aggregate-key', 'aggregates', { aggregates: ['gone.1'] }],
]

describe('options of the event store that contradict', () => {
  it.each(contradictions)('%s', (_, code, option, options) => {
    const s = shop({ composite: true })
    const given = JSON.parse(JSON.stringify(options).replace('ORDERS', s.id('orders'))) as Options
    const design = on(s, s.design, 'event-store', { upcasters: [], applies: [], ...given })
    const { issues, catalog } = compile(design, registry)
    expect(issues.map((i) => [i.code, i.option, i.severity])).toEqual([
      [`event-store/${code}`, option, 'error'],
    ])
    expect([...catalog.values()].some((o) => o.kind === 'table' && o.name === 'events')).toBe(true)
    const [way] = issues[0]?.waysOut ?? []
    expect(compile(applyChanges(design, way?.changes ?? []).design, registry).issues).toEqual([])
  })

  it.each([
    ['a version before 1', { upcasters: [{ ...rename, from: 0 }] }],
    ['an empty type', { applies: [{ type: '', how: 'add' }] }],
    ['a snapshot after every -1 events', { snapshotEvery: -1 }],
  ])('%s is refused at the option', (_, options) => {
    const s = shop()
    const { issues } = compile(on(s, s.design, 'event-store', options), registry)
    expect(issues.map((i) => i.code)).toContain('use/options')
  })
})
