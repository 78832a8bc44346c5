import { joinSql, name, qualified, type Ref, type Sql, sql } from '../../catalog/index.ts'
import type { Copied, Facts, Use } from '../../compile/api.ts'
import { firstOpen, steadyBy } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** What its trigger, its function and its keys are written with. */
export interface Parts {
  readonly history: Sql
  /** The columns of the table. */
  readonly originals: readonly Ref[]
  /** The columns of the history that hold their values, in that order. */
  readonly copies: readonly Ref[]
  readonly period: Ref
  readonly operation: Ref
  /** `h.id = old.id and …` over the sealed key. */
  readonly same: (row: string) => Sql
  /** `new.id = old.id and …` */
  readonly stays: Sql
  /** Which open version is that of a row before the statement; nothing where there is one at most. */
  readonly first: (same: Sql) => Sql
}

/** The copies of the columns of the key. */
export const keyCopies = (facts: Facts, use: U): readonly Copied[] => {
  const copied = facts.copied(use.idOf('history'))
  return (facts.primaryKey(use.table)?.columns ?? []).flatMap(
    (c) => copied.find(({ original }) => original === c) ?? [],
  )
}

export const parts = (facts: Facts, use: U): Parts | undefined => {
  const history = use.idOf<'table'>('history')
  if (!facts.primaryKey(use.table) || !facts.object('table', history)) return undefined
  const key = keyCopies(facts, use)
  const copied = steadyBy(facts.copied(history), (c) => c.original)
  const originals = copied.map(({ original }) => name(original))
  const copies = copied.map(({ copy }) => name(copy))
  const [period, id] = [name(use.idOf('valid_period')), name(use.idOf('history_id'))]
  return {
    history: sql`${qualified(history)}`,
    originals,
    copies,
    period,
    first: (same) =>
      firstOpen(facts, use.table, {
        history: sql`${qualified(history)} h`,
        id: sql`h.${id}`,
        open: sql`${same} and upper_inf(h.${period})`,
      }),
    operation: name(use.idOf('operation')),
    stays: joinSql(
      key.map(({ original }) => sql`new.${name(original)} = old.${name(original)}`),
      ' and ',
    ),
    same: (row) =>
      joinSql(
        key.map(({ original, copy }) => sql`h.${name(copy)} = ${row}.${name(original)}`),
        ' and ',
      ),
  }
}
