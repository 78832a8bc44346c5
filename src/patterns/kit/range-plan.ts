import type { Id } from '../../base/index.ts'
import { isUserType, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Nameless, Remedy, Use } from '../../compile/api.ts'
import { isByHand } from './by-hand.ts'
import { type SplitOptions, splitColumn } from './partition.ts'
import { dateOf, runs, type Span, spans, type Unit } from './spans.ts'

/** What a table that is partitioned by range is asked for. */
export interface RangeOptions extends SplitOptions {
  readonly by: 'time' | 'integer'
  readonly column?: Id<'column'> | undefined
  readonly every: Unit
  readonly from: string
  readonly width: number
  readonly start: number
  readonly premake: number
  readonly rest: boolean
  readonly keep: string
  readonly keepBelow: number
  readonly brin: boolean
  readonly stay: boolean
  readonly told: boolean
}
export type RangeUse = Use<RangeOptions>

const times: ReadonlySet<string> = new Set(['timestamptz', 'timestamp', 'date'])
const numbers: ReadonlySet<string> = new Set(['bigint', 'integer', 'smallint'])
export const baseOf = (c: Pick<Nameless<'column'>, 'type'>): string =>
  isUserType(c.type) || c.type.dims ? '' : c.type.base

/** A bound as a constant of the column's type, as the server writes it too. */
export const bound = (base: string, text: string): Sql =>
  rawSql(`'${text}${base === 'timestamptz' ? ' 00:00:00+00' : base === 'timestamp' ? ' 00:00:00' : ''}'`)

/** Smaller whole numbers stand without quotes. */
export const numberBound = (base: string, text: string): Sql =>
  rawSql(base === 'bigint' || text.startsWith('-') ? `'${text}'` : text)

export interface RangePlan {
  readonly column: Nameless<'column'>
  readonly base: string
  readonly spans: readonly Span[]
  readonly bound: (text: string) => Sql
}

/** The design's own partitions are those that are made in advance, and the one that they follow. */
const count = (o: RangeOptions): number => o.premake + 1

/** Who asks. */
export interface RangeKind {
  /** What its issues' codes begin with. */
  readonly code: string
  /** Whether it can go by whole numbers, too. */
  readonly integers: boolean
}

const wrongDate = (use: RangeUse, kind: RangeKind): Claim<'split'> => ({
  claim: 'issue',
  code: `${kind.code}/from`,
  severity: 'error',
  objects: [use.table],
  option: 'from',
  message: sql`${name(use.table)}: the calendar has no ${use.options.from}, so no partition can begin there. Write another date.`,
  waysOut: [{ remedy: 'options', label: 'Begin in January 2026', set: { from: '2026-01-01' } }],
})

const tooFar = (
  use: RangeUse,
  kind: RangeKind,
  option: 'from' | 'start' | 'width',
  message: Sql,
  label: string,
  set: Partial<RangeOptions>,
): IssueClaim => ({
  claim: 'issue',
  code: `${kind.code}/too-far`,
  severity: 'error',
  objects: [use.table],
  option,
  message,
  waysOut: [{ remedy: 'options', label, set }],
})

/** PostgreSQL refuses a bound that is no value of the column. */
const highestOf: Readonly<Record<string, number>> = { smallint: 32_767, integer: 2_147_483_647 }

/** Whether a column of the type can hold the number. */
export const holdsNumber = (base: string, n: number): boolean => {
  const highest = highestOf[base]
  return highest === undefined || (n <= highest && n >= -highest - 1)
}

const numberProblem = (use: RangeUse, kind: RangeKind, base: string): IssueClaim | undefined => {
  const { start, width } = use.options
  const n = count(use.options)
  if (holdsNumber(base, start) && holdsNumber(base, start + n * width)) return undefined
  const room = Math.floor(((highestOf[base] ?? 0) - start) / n)
  if (holdsNumber(base, start) && room >= 1)
    return tooFar(
      use,
      kind,
      'width',
      sql`${name(use.table)}: ${n} partitions of ${width} numbers from ${start} on end beyond what a column of type ${base} can hold. Let them hold fewer numbers, or make fewer.`,
      `Let each hold ${Math.min(room, 1000)} numbers`,
      { width: Math.min(room, 1000) },
    )
  return tooFar(
    use,
    kind,
    'start',
    sql`${name(use.table)}: partitions that begin at ${start} are beyond what a column of type ${base} can hold. Begin with another number.`,
    'Begin with 0',
    { start: 0 },
  )
}

const touch = (use: RangeUse): Remedy => ({
  remedy: 'on',
  label: 'Add audit columns and use the time of creation',
  pattern: 'audit-columns',
  target: use.table,
})
const toInteger: Remedy = {
  remedy: 'options',
  label: 'Partition by a number',
  set: { by: 'integer', column: undefined },
}
const firstThatSuits: Remedy = {
  remedy: 'options',
  label: 'Use the first column that suits',
  set: { column: undefined },
}
const toTime: Remedy = {
  remedy: 'options',
  label: 'Partition by time',
  set: { by: 'time', column: undefined },
}

/** By which column, and into which spans; or what is wrong with the choice. */
export const rangePlan = (facts: Facts, use: RangeUse, kind: RangeKind): RangePlan | Claim<'split'> => {
  const { by } = use.options
  const chosen = use.options.column as Id | undefined
  const some = (types: ReadonlySet<string>): boolean =>
    facts.columns(use.table).some((c) => !c.generated && types.has(baseOf(c)) && (c.notNull || isByHand(c)))
  const first = (types: ReadonlySet<string>): readonly Remedy[] =>
    chosen !== undefined && some(types) ? [firstThatSuits] : []
  const column =
    by === 'time'
      ? splitColumn(facts, use, chosen, (c) => times.has(baseOf(c)), {
          code: kind.code,
          needs: 'a time or a date',
          waysOut: [
            ...first(times),
            ...(chosen === undefined ? [touch(use)] : []),
            ...(kind.integers && some(numbers) ? [toInteger] : []),
          ],
        })
      : splitColumn(facts, use, chosen, (c) => numbers.has(baseOf(c)), {
          code: kind.code,
          needs: 'a whole number',
          waysOut: [...first(numbers), ...(some(times) ? [toTime] : [])],
        })
  if ('claim' in column) return column
  const base = baseOf(column)
  const { every, from, width, start } = use.options
  if (by === 'integer')
    return (
      numberProblem(use, kind, base) ?? {
        column,
        base,
        spans: runs(start, width, count(use.options)),
        bound: (t) => numberBound(base, t),
      }
    )
  const date = dateOf(from)
  if (!date) return wrongDate(use, kind)
  const made = spans(date, every, count(use.options))
  return made.every((s) => dateOf(s.to))
    ? { column, base, spans: made, bound: (t) => bound(base, t) }
    : tooFar(
        use,
        kind,
        'from',
        sql`${name(use.table)}: from ${from} on, the partitions made in advance would end after the year 9999. Begin earlier, or make fewer.`,
        'Begin in January 2026',
        { from: '2026-01-01' },
      )
}
