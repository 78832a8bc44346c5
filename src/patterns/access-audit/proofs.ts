import { name, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Use } from '../../compile/api.ts'
import {
  app,
  cell,
  count,
  insert,
  maintenance,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const keyOf = (use: U, made: Made) => {
  const scope = made.traits.scopes.get(use.table)
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  return (pk?.columns ?? []).filter((c) => c !== scope)
}

const read = (use: U, made: Made, reason = "'a complaint'"): ProofSql => {
  const key = keyOf(use, made)
  return [
    sql`select count(*) from ${qualified(use.idOf('read'))}(`,
    ...key.flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)]),
    sql`${use.options.reason ? `, ${reason}` : ''})`,
  ]
}
const asReader = (use: U): ProofStep => run(stmt`set local role ${name(use.idOf('reader'))}`)
const logOf = (use: U): ProofSql =>
  stmt`select ${name(use.idOf('accessed_by'))}, ${name(use.idOf('found'))}::text from ${qualified(use.idOf('log'))} order by ${name(use.idOf('access_id'))}`

const written = (use: U) => app(insert(use.table, 'a'))
const arranged = (use: U) =>
  use.options.application === 'door' ? maintenance(insert(use.table, 'a')) : written(use)

const logged = (use: U, made: Made): Proof =>
  proof(
    use,
    'logged',
    sql`Reading a row of ${name(use.table)} through the function leaves who read it and when, also when the row is not there.`,
    [use.idOf('read')],
    arranged(use),
    owner(asReader(use), run(read(use, made), rows(['1']))),
    maintenance(run(logOf(use), rows(['alice', 'true']))),
    maintenance(run(stmt`delete from ${qualified(use.table)}`)),
    { as: 'owner', actor: 'bob', steps: [asReader(use), run(read(use, made), rows(['0']))] },
    maintenance(run(logOf(use), rows(['alice', 'true'], ['bob', 'false']))),
  )

const closed = (use: U, made: Made): Proof =>
  proof(
    use,
    'closed',
    sql`Readers of ${name(use.table)} have no way around the function: the table itself is closed to them, and so is the log.`,
    [],
    arranged(use),
    owner(asReader(use), run(read(use, made), rows(['1']))),
    owner(asReader(use), run(stmt`select count(*) from ${qualified(use.table)}`, refused('42501'))),
    owner(asReader(use), run(stmt`delete from ${qualified(use.idOf('log'))}`, refused('42501'))),
    app(run(stmt`delete from ${qualified(use.idOf('log'))}`, refused('42501'))),
  )

const list = (use: U): readonly Proof[] =>
  use.options.list
    ? [
        proof(
          use,
          'list',
          sql`Reading a page of ${name(use.table)} leaves one entry for each row that came back.`,
          [use.idOf('list')],
          arranged(use),
          (use.options.application === 'door' ? maintenance : app)(insert(use.table, 'b')),
          owner(
            asReader(use),
            run(
              stmt`select count(*) from ${qualified(use.idOf('list'))}(${use.options.reason ? "'a complaint', " : ''}1)`,
              rows(['1']),
            ),
          ),
          maintenance(run(stmt`select 1 from ${qualified(use.idOf('log'))}`, count(1))),
        ),
      ]
    : []

const reason = (use: U, made: Made): readonly Proof[] =>
  use.options.reason
    ? [
        proof(
          use,
          'reason',
          sql`No one reads ${name(use.table)} without a reason.`,
          [use.idOf('read')],
          arranged(use),
          owner(asReader(use), run(read(use, made, "E' \\n\\t'"), refused('22023'))),
          owner(asReader(use), run(read(use, made), rows(['1']))),
          maintenance(
            run(
              stmt`select ${name(use.idOf('reason'))} from ${qualified(use.idOf('log'))}`,
              rows(['a complaint']),
            ),
          ),
        ),
      ]
    : []

const door = (use: U, made: Made): readonly Proof[] =>
  use.options.application === 'door'
    ? [
        proof(
          use,
          'application',
          sql`The application reads ${name(use.table)} through the function only.`,
          [use.idOf('read:app')],
          arranged(use),
          app(run(read(use, made), rows(['1']))),
          app(run(stmt`select count(*) from ${qualified(use.table)}`, refused('42501'))),
        ),
      ]
    : []

const pgAudit = (use: U): readonly Proof[] =>
  use.options.how === 'functions'
    ? []
    : [
        proof(
          use,
          'audited',
          sql`pgAudit, set up as in the file, logs each read of ${name(use.table)} by anyone.`,
          [use.idOf('audited:table')],
          owner(
            run(
              stmt`select has_table_privilege(${{ id: use.idOf('audited'), as: 'literal' }}, ${{ id: use.table, as: 'regclass' }}, 'select')::text`,
              rows(['true']),
            ),
          ),
        ),
      ]

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...(made.catalog.has(use.idOf('read'))
    ? [logged(use, made), closed(use, made), ...list(use), ...reason(use, made), ...door(use, made)]
    : []),
  ...pgAudit(use),
]
