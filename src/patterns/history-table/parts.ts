import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import { steady } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** Columns of the mirror by the original they copy. */
const copies = (facts: Facts, use: U): ReadonlyMap<Id, Column> =>
  new Map(
    facts.columns(use.idOf('history')).flatMap((c) => {
      const original = facts.mirroredColumn(c.id)
      return original ? [[original as Id, c] as const] : []
    }),
  )

export const copied = (facts: Facts, use: U, columns: readonly Id[]): readonly Id[] => {
  const map = copies(facts, use)
  return columns.flatMap((c) => map.get(c)?.id ?? [])
}

/** What its trigger, its function and its keys are written with. */
export interface Parts {
  readonly history: Sql
  readonly originals: readonly Id[]
  readonly mirrors: readonly Id[]
  /** `h.id = old.id and …` over the sealed key. */
  readonly same: (row: string) => Sql
}

export const parts = (facts: Facts, use: U): Parts | undefined => {
  const history = use.idOf<'table'>('history')
  const key = facts.primaryKey(use.table)
  if (!key || !facts.object('table', history)) return undefined
  const map = copies(facts, use)
  const originals = steady(facts.columns(use.table))
    .filter((c) => map.has(c.id))
    .map((c) => c.id as Id)
  return {
    history: sql`${qualified(history)}`,
    originals,
    mirrors: copied(facts, use, originals),
    same: (row) =>
      joinSql(
        key.columns.flatMap((c) => {
          const m = map.get(c)
          return m ? [sql`h.${name(m.id)} = ${row}.${name(c)}`] : []
        }),
        ' and ',
      ),
  }
}
