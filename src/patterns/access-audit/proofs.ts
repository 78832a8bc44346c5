import { literal, name, objectsOf, qualified, regclass, sql } from '../../catalog/index.ts'
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

/** What the session may do with the table, its partitions and the views over it: each a way around the function. */
const waysAround = (use: U): ProofSql =>
  stmt`with recursive way(oid) as (
  select ${regclass(use.table)}::regclass::oid
  union
  select next.oid from way, lateral (
    select i.inhrelid from pg_catalog.pg_inherits i where i.inhparent = way.oid
    union all
    select r.ev_class from pg_catalog.pg_depend d join pg_catalog.pg_rewrite r on r.oid = d.objid
    where d.classid = 'pg_catalog.pg_rewrite'::regclass and d.refobjid = way.oid
  ) next(oid)
)
select way.oid::regclass::text from way
where has_any_column_privilege(way.oid, 'select, insert, update') or has_table_privilege(way.oid, 'delete, truncate')`

const writes = (use: U): readonly ProofSql[] => {
  const log = qualified(use.idOf('log'))
  return [
    stmt`select count(*) from ${log}`,
    stmt`insert into ${log} default values`,
    stmt`update ${log} set ${name(use.idOf('accessed_by'))} = 'mallory'`,
    stmt`delete from ${log}`,
    stmt`truncate ${log}`,
  ]
}

const closed = (use: U, made: Made): Proof =>
  proof(
    use,
    'closed',
    sql`Readers of ${name(use.table)} get at its rows through the functions alone: the table, its partitions and the views over it are closed to them.`,
    [use.idOf('read')],
    arranged(use),
    owner(asReader(use), run(read(use, made), rows(['1']))),
    owner(asReader(use), run(stmt`select count(*) from ${qualified(use.table)}`, refused('42501'))),
    owner(asReader(use), run(waysAround(use), count(0))),
  )

const unforged = (use: U, made: Made): Proof =>
  proof(
    use,
    'unforged',
    sql`Neither readers of ${name(use.table)} nor the application can read, write, change, remove or empty the log of reads.`,
    [use.idOf('read')],
    arranged(use),
    owner(asReader(use), run(read(use, made), rows(['1']))),
    ...writes(use).map((w) => owner(asReader(use), run(w, refused('42501')))),
    ...writes(use).map((w) => app(run(w, refused('42501')))),
    maintenance(run(logOf(use), rows(['alice', 'true']))),
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

/** pgAudit logs what its role could do: a right too few and reads go unseen, one too many and the log says more than it should. */
const pgAudit = (use: U): readonly Proof[] =>
  use.options.how === 'functions'
    ? []
    : [
        proof(
          use,
          'audited',
          sql`The role that pgAudit goes by has the right to read ${name(use.table)}, and no other right on any table, so that the server's log tells its reads and nothing else.`,
          [use.idOf('audited:table')],
          owner(
            run(
              stmt`select c.oid = ${regclass(use.table)}::regclass, acl.privilege_type from pg_catalog.pg_class c, aclexplode(c.relacl) acl
where acl.grantee = (select r.oid from pg_catalog.pg_roles r where r.rolname = ${literal(use.idOf('audited'))})`,
              rows(['t', 'SELECT']),
            ),
          ),
        ),
      ]

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...(made.catalog.has(use.idOf('read'))
    ? [
        logged(use, made),
        closed(use, made),
        unforged(use, made),
        ...list(use),
        ...reason(use, made),
        ...door(use, made),
      ]
    : []),
  ...pgAudit(use),
]
