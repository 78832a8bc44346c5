import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { spans } from '../../../src/patterns/kit/spans.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const visits = (options: Options, design: Design = s.design): Design =>
  on(s, design, 'partition-range', options, 'visits')
const retyped = (base: string): Design => {
  const at = s.design.records.get(s.id('visits.at')) as Extract<DesignRecord, { kind: 'column' }>
  return applyChanges(s.design, [{ id: at.id, to: { ...at, type: { base } } }]).design
}

describe('options of partition-range', () => {
  it.each<readonly [string, Options, string]>([
    ['a column that is not there', { column: 'nowhere' }, 'unknown-column'],
    ['a column of another table', { column: s.id('orders.id') }, 'unknown-column'],
    ['a text', { column: s.id('visits.status') }, 'column-type'],
    ['a number as a time', { column: s.id('visits.id') }, 'column-type'],
    ['a day that the calendar has not', { from: '2026-02-30' }, 'from'],
    ['a day before the first year', { from: '0000-12-31' }, 'from'],
    ['a month that ends in the year 10000', { from: '9999-12-01', premake: 1 }, 'too-far'],
    ['months that end in the year 10000', { from: '9999-09-01' }, 'too-far'],
    ['years that end in the year 10000', { from: '9930-01-01', every: 'year', premake: 70 }, 'too-far'],
  ])('%s is an issue at the option, and every way out leads on', (_, options, code) => {
    const d = visits(options)
    const issue = compile(d, registry).issues.find((i) => i.code === `partition-range/${code}`)
    expect(issue?.option).toBe(code === 'from' || code === 'too-far' ? 'from' : 'column')
    const ways = issue?.waysOut ?? []
    expect(ways.length).toBeGreaterThan(0)
    const after = compile(applyChanges(d, ways.at(-1)?.changes ?? []).design, registry)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it.each<readonly [string, string, Options, 'start' | 'width']>([
    ['a small number', 'smallint', {}, 'width'],
    ['a small number from far above', 'smallint', { start: 40_000, width: 1 }, 'start'],
    ['a number from far above', 'integer', { start: 3_000_000_000, width: 10 }, 'start'],
    ['a number from far below', 'integer', { start: -3_000_000_000, width: 10 }, 'start'],
    ['a number in wide steps', 'integer', { width: 1_000_000_000 }, 'width'],
  ])('%s that its column cannot hold is an issue at the option', (_, base, options, option) => {
    const d = visits({ by: 'integer', column: s.id('visits.at'), ...options }, retyped(base))
    const issue = compile(d, registry).issues.find((i) => i.code === 'partition-range/too-far')
    expect(issue?.option).toBe(option)
    const after = compile(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design, registry)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('has no column to take in orders until audit columns bring one', () => {
    const d = on(s, s.design, 'partition-range', { uniques: 'within' }, 'orders')
    const issue = compile(d, registry).issues.find((i) => i.code === 'partition-range/no-column')
    const way = issue?.waysOut.find((w) => w.label.startsWith('Add audit columns'))
    const after = compile(applyChanges(d, way?.changes ?? []).design, registry)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect(after.catalog.get(s.id('orders'))).toHaveProperty('partitionBy.method', 'range')
  })

  it.each<readonly [string, Design]>([
    ['by day', visits({ every: 'day' })],
    ['by week', visits({ every: 'week', premake: 1 })],
    ['by quarter', visits({ every: 'quarter', from: '2025-11-20' })],
    ['by year', visits({ every: 'year' })],
    ['by a date', visits({}, retyped('date'))],
    ['by a time without zone', visits({}, retyped('timestamp'))],
    ['by numbers', visits({ by: 'integer', width: 100 })],
    ['by numbers from below zero', visits({ by: 'integer', width: 10, start: -20 })],
    ['by numbers, keeping some', visits({ by: 'integer', width: 10, start: 10_000, keepBelow: 5 })],
    [
      'by smaller numbers',
      visits({ by: 'integer', column: s.id('visits.at'), width: 100 }, retyped('integer')),
    ],
    ['without a default partition', on(s, visits({ rest: false }), 'soft-delete', {}, 'visits')],
    ['from the first year on', visits({ from: '0001-01-01', every: 'week' })],
    ['of years from long ago', visits({ from: '0042-01-01', every: 'year' })],
    ['up to the last year', visits({ from: '9999-08-01' })],
    ['up to the last day', visits({ from: '9999-12-27', every: 'day' })],
    ['from the last century', visits({ from: '1989-12-01' })],
    [
      'by all that a small number holds',
      visits({ by: 'integer', column: s.id('visits.at'), width: 8191 }, retyped('smallint')),
    ],
    [
      'by the least that a small number holds',
      visits({ by: 'integer', column: s.id('visits.at'), start: -32_768, width: 10 }, retyped('smallint')),
    ],
    ['with everything', visits({ brin: true, stay: true, keep: '12 months' })],
  ])('%s keeps its promises', async (_, design) => {
    const held = await hold(engine, design)
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(2)
  })

  it('begins a span where the calendar does', () => {
    const first = (every: Parameters<typeof spans>[1], day: string) =>
      spans(new Date(`${day}T00:00:00Z`), every, 1)[0]
    expect(first('week', '2026-01-01')).toEqual({ from: '2025-12-29', to: '2026-01-05', label: '2025_12_29' })
    expect(first('quarter', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2027-01-01', label: '2026_q4' })
    expect(first('month', '2024-02-29')).toEqual({ from: '2024-02-01', to: '2024-03-01', label: '2024_02' })
  })

  it('keeps the default of its dropping function to what is to be kept', async () => {
    const { catalog } = compile(visits({ keep: '6 months' }), registry)
    const drop = [...catalog.values()].find((o) => o.name === 'drop_visits_partitions')
    expect(drop).toMatchObject({ params: [{ default: { text: ["now() - interval '6 months'"] } }] })
  })
})
