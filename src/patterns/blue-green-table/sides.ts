import type { Id } from '../../base/index.ts'
import { type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { pinnedType, steady } from '../kit/index.ts'
import type { U } from './options.ts'

type Column = Nameless<'column'>

/** A column of the old table and the one of the new table that takes its values. */
export interface Pair {
  readonly from: Column
  readonly to: Column
}
export interface Sides {
  readonly old: Id<'table'>
  readonly next: Id<'table'>
  readonly pairs: readonly Pair[]
  /** The pairs that name a row. */
  readonly key: readonly Pair[]
  /** True where the new table is Damask's own copy of the old one. */
  readonly copy: boolean
  /** A value of one side as the other holds it, where the search path is pinned. */
  as(value: Sql, column: Column): Sql
}

export const isCopy = (facts: Facts, use: U): boolean =>
  use.options.next === undefined || !facts.object('table', use.options.next)

export const nextTable = (facts: Facts, use: U): Id<'table'> =>
  use.options.next !== undefined && !isCopy(facts, use) ? use.options.next : use.idOf('next')

/** Virtual columns have no value to copy. */
const copied = (facts: Facts, use: U): readonly Pair[] =>
  steady(facts.columns(use.table)).flatMap((from) => {
    const to = facts.object('column', use.idOf(`next:c:${from.id}`))
    return to && !from.generated?.virtual ? [{ from, to }] : []
  })

const chosen = (facts: Facts, use: U, next: Id<'table'>): readonly Pair[] => {
  const pairs = use.options.columns.flatMap((m): readonly Pair[] => {
    const [from, to] = [facts.object('column', m.from), facts.object('column', m.to)]
    return from?.table === use.table && to?.table === next && !to.generated ? [{ from, to }] : []
  })
  const [a, b] = [facts.scope(use.table), facts.scope(next)]
  const [from, to] = [a && facts.object('column', a), b && facts.object('column', b)]
  return from && to && !pairs.some((p) => p.from.id === from.id) ? [{ from, to }, ...pairs] : pairs
}

/** The two tables and what they share, once every column is known; undefined where rows cannot be matched. */
export const sidesOf = (facts: Facts, use: U): Sides | undefined => {
  const copy = isCopy(facts, use)
  const next = nextTable(facts, use)
  if (!facts.object('table', next) || next === use.table) return undefined
  const pairs = copy ? copied(facts, use) : chosen(facts, use, next)
  const wanted = copy ? facts.primaryKey(use.table)?.columns : facts.primaryKey(next)?.columns
  const key = (wanted ?? []).flatMap((c) => pairs.find((p) => (copy ? p.from.id : p.to.id) === c) ?? [])
  const whole = wanted !== undefined && key.length === wanted.length && key.length > 0
  const as: Sides['as'] = (value, c) => (copy ? value : sql`${value}::${pinnedType(facts, c.type)}`)
  return whole ? { old: use.table, next, pairs, key, copy, as } : undefined
}
