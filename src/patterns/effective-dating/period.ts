import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { keyProblems, naturalKey } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

interface Unit {
  readonly point: DataType
  readonly range: DataType
  readonly make: string
  readonly now: string
}
const units: Readonly<Record<Options['unit'], Unit>> = {
  time: { point: builtIn('timestamptz'), range: builtIn('tstzrange'), make: 'tstzrange', now: 'now()' },
  date: { point: builtIn('date'), range: builtIn('daterange'), make: 'daterange', now: 'current_date' },
}
export const unitOf = (use: U): Unit => units[use.options.unit]

/** The columns that a version's period is in. */
export const periodColumns = (use: U): readonly Id<'column'>[] =>
  use.options.form === 'range' ? [use.idOf('period')] : [use.idOf('from'), use.idOf('until')]

/** The period as a range; `row` is an alias or a row variable, '' for bare names. */
export const periodOf = (use: U, row = ''): Sql => {
  const at = row === '' ? '' : `${row}.`
  return use.options.form === 'range'
    ? sql`${at}${name(use.idOf('period'))}`
    : sql`${unitOf(use).make}(${at}${name(use.idOf('from'))}, ${at}${name(use.idOf('until'))})`
}

/** An end that is not known yet, as the column writes it. */
export const openEnd = (use: U): string =>
  use.options.open === 'null' ? 'null' : `'infinity'::${use.options.unit === 'date' ? 'date' : 'timestamptz'}`

/** The key whose versions the table keeps; empty where the options do not give one. */
export const keyOf = (facts: Facts, use: U): readonly Id<'column'>[] =>
  problems(facts, use).length > 0 ? [] : naturalKey(facts, use.table, use.options.key)
export const problems = (facts: Facts, use: U) =>
  keyProblems(facts, 'effective-dating', use.table, use.options.key)

/** This use's versions, once the keys are sealed. */
export const versionsOf = (facts: Facts, use: U): readonly Id<'column'>[] | undefined => {
  const timed = facts.timed(use.table)
  return timed?.use === use.id ? timed.key : undefined
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const found = problems(facts, use)
  if (found.length > 0) return found
  const { point, range, make, now } = unitOf(use)
  const end = openEnd(use)
  const column = (
    role: string,
    word: string,
    type: DataType,
    comment: string,
    fallback?: string,
  ): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.table,
    name: sql`effective_${word}`,
    type,
    comment,
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
    ...(role === 'until' && use.options.open === 'null' ? {} : { notNull: true }),
  })
  if (use.options.form === 'range')
    return [
      column(
        'period',
        'during',
        range,
        'When this version holds; the end is not part of it.',
        `${make}(${now}, ${end})`,
      ),
    ]
  return [
    column('from', 'from', point, 'When this version begins to hold.', now),
    column(
      'until',
      'until',
      point,
      'When it holds no longer; open where that is not known.',
      end === 'null' ? undefined : end,
    ),
  ]
}

/** Periods begin somewhere, do not include their end, and say an open end in one way only. */
export const shape = (use: U): Sql => {
  const [first, second] = periodColumns(use).map(name)
  if (!first) throw new Error('a period has at least one column')
  const infinity = `'infinity'::${use.options.unit === 'date' ? 'date' : 'timestamptz'}`
  if (second) {
    const ordered = sql`${first} < ${second}`
    return use.options.open === 'null' ? sql`${ordered} and ${second} <> ${infinity}` : ordered
  }
  const open =
    use.options.open === 'null'
      ? sql`upper(${first}) is distinct from ${infinity}`
      : sql`not upper_inf(${first})`
  return sql`lower_inc(${first}) and not upper_inc(${first}) and ${open}`
}
