import { describe, expect, it } from 'vitest'
import { figureOf, tableText } from './report.ts'
import { median, quantile } from './stats.ts'
import type { Measure, Row } from './types.ts'

describe('figures', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[], Number.NaN],
  ])('the median of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle)
  })

  it.each([
    [0.95, 19],
    [0.5, 10],
    [1, 20],
    [0, 1],
  ])('the quantile %d of 1 to 20 is %d', (q, value) => {
    expect(
      quantile(
        Array.from({ length: 20 }, (_, i) => 20 - i),
        q,
      ),
    ).toBe(value)
  })

  const row: Row = { name: 'r', title: 'Row', run: async () => [] }
  const cases: readonly (readonly [string, Partial<Measure>, string])[] = [
    ['a median at the target', { target: { atMost: 2 } }, 'reached'],
    ['a median over the target', { target: { atMost: 1.9 } }, 'missed'],
    ['a median under what it must have', { target: { atLeast: 3 } }, 'missed'],
    ['a median over what it must have', { target: { atLeast: 1 } }, 'reached'],
    ['a fault beside a good figure', { target: { atMost: 2 }, faults: ['Monaco came early'] }, 'missed'],
    ['no target', {}, 'told'],
    ['no value', { values: [], target: { atMost: 2 } }, 'missed'],
  ]
  it.each(cases)('%s: %j is %s', (_, part, outcome) => {
    const figure = figureOf(row, { what: 'x', unit: 'ms', values: [1, 2, 3], ...part })
    expect(figure.outcome).toBe(outcome)
  })

  it('the table tells what was missed, what was not so and what could not be measured', () => {
    const figure = figureOf(row, {
      what: 'x',
      unit: 'ms',
      values: [9],
      target: { atMost: 2 },
      faults: ['Monaco came early'],
    })
    const text = tableText({
      machine: { cores: 1, cpu: '', memoryGB: 1, system: '', node: '', chromium: '', load: 0 },
      figures: [figure],
      failures: [{ row: 'r', title: 'Row', why: 'no canvas' }],
    })
    expect(text).toMatch(/x +ms +≤ 2 +9\.0 +9\.0 +9\.0 +missed/)
    expect(text).toContain('x: NOT SO: Monaco came early')
    expect(text).toContain('Row: not measured: no canvas')
  })
})
