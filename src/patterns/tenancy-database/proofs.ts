import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Use } from '../../compile/api.ts'
import { app, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const keys: Readonly<Record<Options['type'], readonly [string, string]>> = {
  uuid: ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b'],
  bigint: ['901', '902'],
  text: ['acme', 'globex'],
}

const call = (use: U, routine: string, ...args: readonly string[]): ProofSql =>
  stmt`select ${qualified(use.idOf(routine))}(${args.join(', ')})::text`

const servers = (use: U) =>
  run(
    stmt`insert into ${qualified(use.idOf('servers'))} (${name(use.idOf('servers:name'))}, ${name(use.idOf('servers:host'))}) values ('one', 'one.internal'), ('two', 'two.internal')`,
  )

const registered = (use: U): Transaction => {
  const [a, b] = keys[use.options.type]
  return owner(
    servers(use),
    run(call(use, 'register_tenant', "'Acme'", "'one'", "'acme'", `'${a}'`), rows([a])),
    run(call(use, 'register_tenant', "'Globex'", "'two'", "'globex'", `'${b}'`), rows([b])),
    ...[a, b].map((k) => run(call(use, 'activate_tenant', `'${k}'`), rows(['true']))),
  )
}

const routed = (use: U, tenant: string): ProofSql =>
  stmt`select host, port::text, database_name from ${qualified(use.idOf('route_tenant'))}('${tenant}')`

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const [a, b] = keys[use.options.type]
  const shared = made.catalog.has(use.idOf('tenant_tables'))
  const behind = stmt`select ${name(use.idOf('tenants:id'))}::text from ${qualified(use.idOf('tenants_behind'))}('0001')`
  return [
    proof(
      use,
      'routed',
      sql`The application learns on which server and in which database a tenant is.`,
      [use.idOf('route_tenant'), use.idOf('route_tenant:grant')],
      registered(use),
      app(run(routed(use, a), rows(['one.internal', '5432', 'acme']))),
      app(run(routed(use, b), rows(['two.internal', '5432', 'globex']))),
      app(run(routed(use, keys[use.options.type][0].replace(/.$/, '9')), refused('42704'))),
    ),
    proof(
      use,
      'apart',
      sql`Two tenants can never be given the same database.`,
      [use.idOf('tenants:place')],
      registered(use),
      owner(
        run(call(use, 'register_tenant', "'Other'", "'one'", "'acme'"), {
          refused: ['23505'],
          by: use.idOf('tenants:place'),
        }),
      ),
    ),
    proof(
      use,
      'moving',
      sql`A tenant that moves is closed meanwhile, and is reached at the new place at once, or at the old one when the move is given up.`,
      [use.idOf('begin_move'), use.idOf('end_move')],
      registered(use),
      owner(run(stmt`select ${qualified(use.idOf('begin_move'))}('${a}', 'two', 'acme') is not null`)),
      app(run(routed(use, a), refused('57P03'))),
      app(run(routed(use, b), rows(['two.internal', '5432', 'globex']))),
      owner(run(call(use, 'end_move', `'${a}'`, 'true'), rows(['true']))),
      app(run(routed(use, a), rows(['two.internal', '5432', 'acme']))),
      owner(run(stmt`select ${qualified(use.idOf('begin_move'))}('${a}', 'one', 'elsewhere') is not null`)),
      owner(run(call(use, 'end_move', `'${a}'`, 'false'), rows(['true']))),
      app(run(routed(use, a), rows(['two.internal', '5432', 'acme']))),
    ),
    proof(
      use,
      'once',
      sql`A tenant cannot move twice at a time, and one that is suspended is not reached.`,
      [use.idOf('begin_move'), use.idOf('suspend_tenant')],
      registered(use),
      owner(run(call(use, 'suspend_tenant', `'${a}'`), rows(['true']))),
      app(run(routed(use, a), refused('57P03'))),
      owner(run(stmt`select ${qualified(use.idOf('begin_move'))}('${a}', 'two', 'acme') is not null`)),
      owner(run(stmt`select ${qualified(use.idOf('begin_move'))}('${a}', 'two', 'other')`, refused('55000'))),
    ),
    proof(
      use,
      'behind',
      sql`It is known which tenants still lack a migration, those where it failed included.`,
      [use.idOf('record_migration'), use.idOf('tenants_behind')],
      registered(use),
      owner(run(call(use, 'record_migration', `'${a}'`, "'0001'"))),
      owner(run(call(use, 'record_migration', `'${b}'`, "'0001'", "'out of disk'"))),
      owner(run(behind, rows([b]))),
      owner(run(call(use, 'record_migration', `'${b}'`, "'0001'"))),
      owner(run(behind, rows())),
    ),
    proof(
      use,
      'closed',
      sql`The application can neither add a tenant nor send one elsewhere.`,
      [],
      registered(use),
      app(run(call(use, 'end_move', `'${a}'`, 'true'), refused('42501'))),
      app(
        run(
          stmt`update ${qualified(use.idOf('tenants'))} set ${name(use.idOf('tenants:server'))} = 'two'`,
          refused('42501'),
        ),
      ),
    ),
    ...(shared
      ? [
          proof(
            use,
            'shared',
            sql`A small tenant is sent to the shared database, and each table that it has rows in is known for the day it moves.`,
            [use.idOf('tenant_tables'), use.idOf('route_tenant')],
            owner(run(call(use, 'register_tenant', "'Small'", 'null', 'null', `'${a}'`), rows([a]))),
            owner(run(call(use, 'activate_tenant', `'${a}'`), rows(['true']))),
            app(
              run(
                stmt`select model, host from ${qualified(use.idOf('route_tenant'))}('${a}')`,
                rows(['shared', null]),
              ),
            ),
            owner(
              run(
                stmt`select count(*) from ${qualified(use.idOf('tenant_tables'))}() where scope is not null`,
                rows([String(made.traits.scopes.size + 1)]),
              ),
            ),
          ),
        ]
      : []),
  ]
}
