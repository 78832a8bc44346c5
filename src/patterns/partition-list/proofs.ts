import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Use } from '../../compile/api.ts'
import {
  app,
  insert,
  type ListGround,
  listGround,
  listProofs,
  moveProof,
  owner,
  partitionsOf,
  proof,
  refused,
  rows,
  run,
  stayProof,
  stmt,
  tidy,
} from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** A value that no partition is for: only free text has one for certain. */
const stranger = (made: Made, g: ListGround): string | undefined => {
  const c = made.catalog.get(g.column)
  return c?.kind === 'column' && 'base' in c.type && /^(text|citext)$/.test(c.type.base)
    ? 'somewhere else'
    : undefined
}

const restProofs = (use: U, made: Made, g: ListGround): readonly Proof[] => {
  const value = stranger(made, g)
  if (value === undefined) return []
  const row = { [g.column]: value }
  if (!g.rest)
    return [
      proof(
        use,
        'refused',
        sql`A row of ${name(g.table)} with a ${name(g.column)} that no partition is for is refused.`,
        [],
        app(insert(g.table, 'a', row, refused('23514'))),
      ),
    ]
  const stored = stmt`select count(*) from ${qualified(g.rest.id)}`
  return [
    proof(
      use,
      'rest',
      sql`A row of ${name(g.table)} with a new ${name(g.column)} is kept, and moves once there is a partition for it.`,
      [g.rest.id, use.idOf('add')],
      app(insert(g.table, 'a', row)),
      owner(run(stored, rows(['1']))),
      owner(run(stmt`select ${qualified(use.idOf('add'))}('of_proof', ${`'${value}'`})`)),
      owner(run(stored, rows(['0']))),
      app(run(stmt`select count(*) from ${qualified(g.table)}`, rows(['1']))),
      owner(tidy(made.catalog, g.table)),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const g = listGround(use, made)
  if (!g || partitionsOf(made.catalog, g.table).length === 0) return []
  return [
    ...listProofs(use, g),
    ...restProofs(use, made, g),
    ...(use.options.stay ? stayProof(use, g) : moveProof(use, g)),
  ]
}
