import { name, objectsOf, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction, Use } from '../../compile/api.ts'
import { app, count, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const written = (use: U, id: string): Transaction =>
  owner(
    run(
      stmt`insert into ${qualified(use.idOf('register'))} (${name(use.idOf('id'))}, ${name(use.idOf('title'))}, ${name(use.idOf('decision'))}, ${name(use.idOf('status'))}) values (${quoteLiteral(id)}, 'One database', 'We keep one.', 'accepted')`,
      count(1),
    ),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!use.options.table) return []
  const t = qualified(use.idOf('register'))
  const records = objectsOf(made.catalog, 'rows').find((o) => o.id === use.idOf('records'))
  const status = name(use.idOf('status'))
  const id = name(use.idOf('id'))
  return [
    proof(
      use,
      'told',
      sql`The register has a record for every pattern of the design, and for what was decided without one.`,
      [use.idOf('records')],
      app(
        run(
          stmt`select count(*)::text from ${t} where ${name(use.idOf('source'))} = 'design'`,
          rows([String(records?.values.length ?? 0)]),
        ),
      ),
    ),
    proof(
      use,
      'kept',
      sql`A decision that was accepted cannot be rewritten or removed.`,
      [use.idOf('keep')],
      written(use, 'one-database'),
      owner(
        run(
          stmt`update ${t} set ${name(use.idOf('decision'))} = 'We always had two.' where ${id} = 'one-database'`,
          refused('23001'),
        ),
      ),
      owner(run(stmt`delete from ${t} where ${id} = 'one-database'`, refused('23001'))),
    ),
    proof(
      use,
      'superseded',
      sql`A decision gives way to a later one, which is named with it; only the later one counts as current.`,
      [use.idOf('supersede'), use.idOf('current')],
      written(use, 'one-database'),
      owner(
        run(
          stmt`select ${qualified(use.idOf('supersede'))}('one-database', 'two-databases', 'Two databases', 'We grew.', 'We split reports off.', 'Reports lag.')`,
        ),
      ),
      app(
        run(
          stmt`select ${status}, ${name(use.idOf('superseded_by'))} from ${t} where ${id} = 'one-database'`,
          rows(['superseded', 'two-databases']),
        ),
        run(
          stmt`select ${id} from ${qualified(use.idOf('current'))} where ${id} in ('one-database', 'two-databases')`,
          rows(['two-databases']),
        ),
      ),
      owner(
        run(
          stmt`select ${qualified(use.idOf('supersede'))}('one-database', 'three', 'Three', 'x', 'y', 'z')`,
          refused('P0002'),
        ),
      ),
    ),
    proof(
      use,
      'closed',
      sql`Programs read the register and write nothing into it.`,
      [],
      app(run(stmt`select count(*) > 0 from ${t}`)),
      app(run(stmt`update ${t} set ${status} = 'proposed'`, refused('42501'))),
    ),
  ]
}
