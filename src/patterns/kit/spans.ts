export const units = ['month', 'day', 'week', 'quarter', 'year'] as const
export type Unit = (typeof units)[number]

/** The calendar in UTC: where a span of time begins, and what it is called. */
export interface Span {
  readonly from: string
  readonly to: string
  /** `2026_01`: what its partition is called after the table. */
  readonly label: string
}

/** `Date.UTC` takes the years below 100 for ones of the last century. */
const utc = (year: number, month: number, day: number): Date => {
  const d = new Date(0)
  d.setUTCFullYear(year, month, day)
  return d
}
const text = (d: Date): string => d.toISOString().slice(0, 10)
const yearOf = (d: Date): string => text(d).slice(0, 4)

/** The date, or undefined for one that the calendar does not have, from the year 1 to the year 9999. */
export const dateOf = (s: string): Date | undefined => {
  if (!/^\d{4}-/.test(s)) return undefined
  const d = new Date(`${s}T00:00:00Z`)
  return Number.isNaN(d.getTime()) || text(d) !== s || d.getUTCFullYear() < 1 ? undefined : d
}

const startOf: Readonly<Record<Unit, (d: Date) => Date>> = {
  day: (d) => d,
  week: (d) => utc(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() - ((d.getUTCDay() + 6) % 7)),
  month: (d) => utc(d.getUTCFullYear(), d.getUTCMonth(), 1),
  quarter: (d) => utc(d.getUTCFullYear(), d.getUTCMonth() - (d.getUTCMonth() % 3), 1),
  year: (d) => utc(d.getUTCFullYear(), 0, 1),
}

const next: Readonly<Record<Unit, (d: Date) => Date>> = {
  day: (d) => utc(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() + 1),
  week: (d) => utc(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() + 7),
  month: (d) => utc(d.getUTCFullYear(), d.getUTCMonth() + 1, 1),
  quarter: (d) => utc(d.getUTCFullYear(), d.getUTCMonth() + 3, 1),
  year: (d) => utc(d.getUTCFullYear() + 1, 0, 1),
}

const label: Readonly<Record<Unit, (d: Date) => string>> = {
  day: (d) => text(d).replaceAll('-', '_'),
  week: (d) => text(d).replaceAll('-', '_'),
  month: (d) => text(d).slice(0, 7).replace('-', '_'),
  quarter: (d) => `${yearOf(d)}_q${d.getUTCMonth() / 3 + 1}`,
  year: yearOf,
}

/** The same label as `to_char` writes it. */
export const labelFormat: Readonly<Record<Unit, string>> = {
  day: 'YYYY_MM_DD',
  week: 'YYYY_MM_DD',
  month: 'YYYY_MM',
  quarter: 'YYYY_"q"Q',
  year: 'YYYY',
}

export const stepOf: Readonly<Record<Unit, string>> = {
  day: '1 day',
  week: '7 days',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
}

/** Spans in a row, the first holding the date. */
export const spans = (from: Date, every: Unit, n: number): readonly Span[] => {
  const out: Span[] = []
  let at = startOf[every](from)
  for (let i = 0; i < n; i++) {
    const to = next[every](at)
    out.push({ from: text(at), to: text(to), label: label[every](at) })
    at = to
  }
  return out
}

/** Runs of whole numbers in a row. */
export const runs = (start: number, width: number, n: number): readonly Span[] =>
  Array.from({ length: n }, (_, i) => {
    const from = start + i * width
    return { from: String(from), to: String(from + width), label: String(from).replace('-', 'minus_') }
  })

/** The unit that makes these neighbouring bounds, if one does. */
export const unitBetween = (from: Date, to: Date): Unit | undefined =>
  (['day', 'week', 'month', 'quarter', 'year'] as const).find((u) => next[u](from).getTime() === to.getTime())
