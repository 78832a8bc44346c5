import type { Id } from '../../base/index.ts'
import { name, type Obj } from '../../catalog/index.ts'
import type { Made, ProofSql, Value } from '../../compile/api.ts'
import { cell, stmt } from '../kit/index.ts'

export type Values = { readonly [column: string]: Value }

/** The reference's columns with a row's values, without the tenant, which the row has anyway. */
export const to = (made: Made, fk: Obj<'fk'>, row: string): Values => {
  const scope = made.traits.scopes.get(fk.table)
  return Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const r = fk.refColumns[i]
      return r && c !== scope ? [[c, cell(row, r)]] : []
    }),
  )
}

/** The same as assignments. */
export const assigned = (made: Made, fk: Obj<'fk'>, row: string): ProofSql =>
  Object.entries(to(made, fk, row)).flatMap(([c, v], i) => [
    ...stmt`${i > 0 ? ', ' : ''}${name(c as Id)} = `,
    v as { readonly row: string; readonly column: Id<'column'> },
  ])
