import { name, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, cell, insert, proof } from '../kit/index.ts'
import type { U } from './period.ts'
import { at, during, type Values } from './proof-periods.ts'

/** A version whose parent holds for a part of it only is refused. */
export const withinProof = (use: U, made: Made): readonly Proof[] => {
  const fk = made.catalog.get(use.idOf('within'))
  const theirs = fk?.kind === 'fk' ? fk.refColumns.at(-1) : undefined
  if (fk?.kind !== 'fk' || theirs === undefined) return []
  const scope = made.traits.scopes.get(use.table)
  const link: Values = Object.fromEntries(
    fk.columns.slice(0, -1).flatMap((c, i) => {
      const r = fk.refColumns[i]
      return r && c !== scope ? [[c, cell('p', r)]] : []
    }),
  )
  return [
    proof(
      use,
      'within',
      sql`A version of ${name(use.table)} cannot outlast its row of ${name(fk.references)}.`,
      [fk.id],
      app(insert(fk.references, 'p', { [theirs]: `[${at(use, 2020)},${at(use, 2024)})` })),
      app(insert(use.table, 'a', { ...link, ...during(use, 2021, 2023) })),
      app(insert(use.table, 'b', { ...link, ...during(use, 2023, 2026) }, { refused: ['23503'], by: fk.id })),
    ),
  ]
}
