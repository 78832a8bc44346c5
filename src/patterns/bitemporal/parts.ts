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
  readonly many: string
  readonly now: string
}
const units: Readonly<Record<Options['unit'], Unit>> = {
  date: {
    point: builtIn('date'),
    range: builtIn('daterange'),
    make: 'daterange',
    many: 'datemultirange',
    now: 'current_date',
  },
  time: {
    point: builtIn('timestamptz'),
    range: builtIn('tstzrange'),
    make: 'tstzrange',
    many: 'tstzmultirange',
    now: 'now()',
  },
}
export const unitOf = (use: U): Unit => units[use.options.unit]

export const valid = (use: U): Id<'column'> => use.idOf('valid')
export const recorded = (use: U): Id<'column'> => use.idOf('recorded')

export const problems = (facts: Facts, use: U) => keyProblems(facts, 'bitemporal', use.table, use.options.key)

/** The key whose versions the table keeps; empty where the options do not give one. */
export const keyOf = (facts: Facts, use: U): readonly Id<'column'>[] =>
  problems(facts, use).length > 0 ? [] : naturalKey(facts, use.table, use.options.key)

/** This use's versions, once the keys are sealed. */
export const versionsOf = (facts: Facts, use: U): readonly Id<'column'>[] | undefined => {
  const timed = facts.timed(use.table)
  return timed?.use === use.id ? timed.key : undefined
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const found = problems(facts, use)
  if (found.length > 0) return found
  const { range, make, now } = unitOf(use)
  return [
    {
      claim: 'column',
      role: 'valid',
      table: use.table,
      name: sql`valid_during`,
      type: range,
      notNull: true,
      default: rawSql(`${make}(${now}, null)`),
      comment: 'When the fact is true in the world.',
    },
    {
      claim: 'column',
      role: 'recorded',
      table: use.table,
      name: sql`recorded_during`,
      type: builtIn('tstzrange'),
      notNull: true,
      default: rawSql('tstzrange(now(), null)'),
      comment: 'When we believed it; open while we still do.',
    },
  ]
}

/** A fact holds for some time; a belief begins at a moment and does not include its end, which is open or a moment. */
export const shape = (use: U): Sql => {
  const [v, r] = [name(valid(use)), name(recorded(use))]
  return sql`not isempty(${v}) and not upper_inc(${v}) and lower_inc(${r}) and not upper_inc(${r}) and upper(${r}) is distinct from 'infinity'::timestamptz`
}
