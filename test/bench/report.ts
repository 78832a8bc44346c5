import type { Machine } from './machine.ts'
import { median } from './stats.ts'
import type { Measure, Row, Target } from './types.ts'

export type Outcome = 'reached' | 'missed' | 'told' | 'not measured'

export interface Figure extends Measure {
  readonly row: string
  readonly median: number
  readonly min: number
  readonly max: number
  readonly outcome: Outcome
}

export interface Report {
  readonly machine: Machine
  readonly figures: readonly Figure[]
  /** Rows that gave no figure, with the reason. */
  readonly failures: readonly { readonly row: string; readonly title: string; readonly why: string }[]
}

const within = (value: number, target: Target): boolean =>
  'atMost' in target ? value <= target.atMost : value >= target.atLeast

const outcomeOf = (m: Measure, middle: number): Outcome => {
  if (!m.target) return 'told'
  return within(middle, m.target) && (m.faults ?? []).length === 0 ? 'reached' : 'missed'
}

/** The figure of a measure: its median and whether that is what was wanted. */
export const figureOf = (row: Row, m: Measure): Figure => {
  const middle = median(m.values)
  return {
    ...m,
    row: row.name,
    median: middle,
    min: Math.min(...m.values),
    max: Math.max(...m.values),
    outcome: outcomeOf(m, middle),
  }
}

const round = (n: number): string => (Math.abs(n) < 100 ? n.toFixed(1) : String(Math.round(n)))

const targetText = (m: Measure): string => {
  if (!m.target) return ''
  return 'atMost' in m.target ? `≤ ${m.target.atMost}` : `≥ ${m.target.atLeast}`
}

const head = ['what', 'unit', 'target', 'median', 'min', 'max', ''] as const
const numeric = new Set([2, 3, 4, 5])

const cellsOf = (f: Figure): readonly string[] => [
  f.what,
  f.unit,
  targetText(f),
  round(f.median),
  round(f.min),
  round(f.max),
  f.outcome === 'told' ? '' : f.outcome,
]

/** The figures as a table of plain text, with what was not measured and what was seen below it. */
export const tableText = (r: Report): string => {
  const lines: readonly (readonly string[])[] = [
    head,
    ...r.figures.map(cellsOf),
    ...r.failures.map((f) => [f.title, '', '', '', '', '', 'not measured']),
  ]
  const widths = head.map((_, i) => Math.max(...lines.map((l) => (l[i] ?? '').length)))
  const text = lines.map((l) =>
    l
      .map((c, i) => (numeric.has(i) ? c.padStart(widths[i] ?? 0) : c.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const notes = r.figures.flatMap((f) => [
    ...(f.note ? [`${f.what}: ${f.note}`] : []),
    ...(f.faults ?? []).map((fault) => `${f.what}: NOT SO: ${fault}`),
  ])
  const failures = r.failures.map((f) => `${f.title}: not measured: ${f.why}`)
  return [...text, '', ...notes, ...failures].join('\n')
}
