import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, insert, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './options.ts'

/** For each table that publishes: what its changes leave, and that what never happened leaves nothing. */
export const changeProofs = (use: U, made: Made): readonly Proof[] =>
  use.options.tables.flatMap((t) => {
    if (!made.catalog.has(use.idOf(`message:${t}`))) return []
    const told = stmt`select count(*)::text from ${qualified(use.idOf('outbox'))} where ${name(use.idOf('aggregate_type'))} = ${{ id: t, as: 'literal' }} and ${name(use.idOf('type'))} = 'inserted'`
    return [
      proof(
        use,
        `change:${t}`,
        sql`A new row of ${name(t)} leaves exactly one message; one that is taken back leaves none.`,
        [use.idOf(`message:${t}`)],
        app(insert(t, 'a')),
        app(insert(t, 'b'), run(stmt`select 1 / 0`, refused('22012'))),
        app(run(told, rows(['1']))),
      ),
    ]
  })
