import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { baseOf, isByHand, rangePlan } from '../kit/index.ts'
import { kind, ranged, type U } from './options.ts'
import { roles } from './roles.ts'

type Column = Nameless<'column'>

/** What a summary is made of. */
export interface Shape {
  readonly at: Column
  readonly base: string
  readonly series: readonly Column[]
  readonly measures: readonly Column[]
}

const number = /^(smallint|integer|bigint|numeric|real|double precision)$/
const isNumber = (c: Column): boolean => !isUserType(c.type) && !c.type.dims && number.test(c.type.base)

const chosen = (facts: Facts, use: U, ids: readonly Id[]): readonly Column[] =>
  ids.flatMap((id) => {
    const c = facts.object('column', id)
    return c?.table === use.table ? [c] : []
  })

const keyed = (facts: Facts, table: Id): ReadonlySet<Id> =>
  new Set<Id>([
    ...facts.of('key', table).flatMap((k) => k.columns),
    ...facts.of('fk', table).flatMap((f) => f.columns),
  ])

/** Only what was drawn is taken unasked: what another pattern added is no measurement. */
export const shapeOf = (facts: Facts, use: U): Shape | undefined => {
  const plan = rangePlan(facts, ranged(use), kind)
  if ('claim' in plan) return undefined
  const keys = keyed(facts, use.table)
  const drawn = facts.columns(use.table).filter((c) => isByHand(c) && !c.generated)
  const references = new Set(facts.of('fk', use.table).flatMap((f) => (isByHand(f) ? f.columns : [])))
  const { series, measures } = use.options
  return {
    at: plan.column,
    base: plan.base,
    series:
      series.length > 0
        ? chosen(facts, use, series).filter((c) => c.id !== plan.column.id)
        : drawn.filter((c) => references.has(c.id as Id<'column'>)),
    measures:
      measures.length > 0
        ? chosen(facts, use, measures).filter(isNumber)
        : drawn.filter((c) => isNumber(c) && !keys.has(c.id)),
  }
}

/** What the summary has columns for: later phases may have changed what would be taken unasked. */
export const sealedShape = (facts: Facts, use: U): Shape | undefined => {
  const plan = rangePlan(facts, ranged(use), kind)
  if ('claim' in plan || !facts.object('table', use.idOf('rollup'))) return undefined
  const has = (role: string): boolean => facts.object('column', use.idOf(role)) !== undefined
  const columns = facts.columns(use.table)
  return {
    at: plan.column,
    base: plan.base,
    series: columns.filter((c) => has(roles.series(c.id))),
    measures: columns.filter((c) => has(roles.sum(c.id))),
  }
}

/** Sums outgrow the type of what they sum. */
export const sumType = (c: Column): DataType =>
  builtIn(/^(real|double precision)$/.test(baseOf(c)) ? 'double precision' : 'numeric')

/** The start of the span that a time is in, in the type of the column. */
export const bucketOf = (use: U, s: Shape, time: Sql): Sql => {
  const unit = s.base === 'date' ? 'day' : use.options.bucket
  if (s.base === 'timestamptz') return sql`date_trunc('${unit}', ${time}, 'UTC')`
  return s.base === 'date' ? time : sql`date_trunc('${unit}', ${time})`
}

export const bucketName = (use: U, s: Shape): string => {
  const unit = s.base === 'date' ? 'day' : use.options.bucket
  return unit === 'day' ? 'daily' : unit === 'hour' ? 'hourly' : 'by_minute'
}

export const rollupName = (use: U, s: Shape): Sql => sql`${name(use.table)}_${bucketName(use, s)}`
