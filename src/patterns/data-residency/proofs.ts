import { name, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, insert, listGround, listProofs, moveProof, proof, refused, stayProof } from '../kit/index.ts'
import type { U } from './claims.ts'

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const g = listGround(use, made)
  if (!g) return []
  const c = made.catalog.get(g.column)
  const text = c?.kind === 'column' && 'base' in c.type && c.type.base === 'text'
  return [
    ...listProofs(use, g),
    ...(text
      ? [
          proof(
            use,
            'refused',
            sql`A row of ${name(g.table)} that belongs to no region is refused, instead of being kept just anywhere.`,
            [],
            app(insert(g.table, 'a', { [g.column]: 'nowhere' }, refused('23514'))),
          ),
        ]
      : []),
    ...(use.options.stay ? stayProof(use, g) : moveProof(use, g)),
  ]
}
