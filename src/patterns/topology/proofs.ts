import { qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, owner, proof, rows, run, stmt } from '../kit/index.ts'
import type { U } from './sizes.ts'

const never = "'FFFFFFFF/FFFFFFFF'::pg_lsn"

export const proofs = (use: U, _made: Made): readonly Proof[] => {
  const [position, reached, wait] = [use.idOf('position'), use.idOf('reached'), use.idOf('wait')]
  return [
    proof(
      use,
      'own-write',
      sql`Whoever has just written knows how far a server must be to show it, and the server that took the write is.`,
      [position, reached],
      app(run(stmt`select ${qualified(reached)}(${qualified(position)}())::text`, rows(['true']))),
    ),
    proof(
      use,
      'moves',
      sql`Each write moves that position on.`,
      [position],
      owner(
        run(stmt`select set_config('topology.before', ${qualified(position)}()::text, true)`),
        run(stmt`create temporary table topology_moves (a integer) on commit drop`),
        run(
          stmt`select (${qualified(position)}() > current_setting('topology.before')::pg_lsn)::text`,
          rows(['true']),
        ),
      ),
    ),
    proof(
      use,
      'behind',
      sql`A server that is not as far says so, and no one waits for it longer than they want to.`,
      [reached, wait],
      app(
        run(stmt`select ${qualified(reached)}(${never})::text`, rows(['false'])),
        run(stmt`select ${qualified(wait)}(${never}, interval '20 milliseconds')::text`, rows(['false'])),
        run(stmt`select ${qualified(wait)}(${qualified(position)}())::text`, rows(['true'])),
      ),
    ),
  ]
}
