import { name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, Transaction } from '../../compile/api.ts'
import { app, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './options.ts'

const text = (s: string): Sql => rawSql(quoteLiteral(s))

const claiming = (use: U, request: string, expect: Expect) =>
  run(
    stmt`select outcome, attempt::text, response ->> 'answer' from ${qualified(use.idOf('claim'))}('client', 'key-1', ${text(request)})`,
    expect,
  )
const claim = (use: U, ...answer: readonly (string | null)[]): Transaction =>
  app(claiming(use, 'pay 5', rows(answer)))
const completing = (use: U, attempt: number, answer: string, expect: Expect = { count: 1 }) =>
  run(
    stmt`select ${qualified(use.idOf('complete'))}('client', 'key-1', ${attempt}, jsonb_build_object('answer', ${text(answer)}))`,
    expect,
  )

/** The time of a kind has come for every key. */
const passed = (use: U, role: 'locked_until' | 'expires_at'): Transaction =>
  owner(
    run(
      stmt`update ${qualified(use.idOf('keys'))} set ${name(use.idOf(role))} = now() - interval '1 second'`,
      { count: 1 },
    ),
  )

const tenantProof = (use: U, made: Made): readonly Proof[] => {
  if (!made.traits.scopes.has(use.idOf('keys'))) return []
  const as = (tenant: 'a' | 'b' | null, ...steps: Transaction['steps']): Transaction => ({
    as: 'app',
    tenant,
    steps,
  })
  return [
    proof(
      use,
      'tenants',
      sql`Two tenants use the same key for requests of their own, and neither sees the other's answer.`,
      [],
      as('a', claiming(use, 'pay 5', rows(['claimed', '1', null]))),
      as('a', completing(use, 1, 'paid')),
      as('b', claiming(use, 'pay 7', rows(['claimed', '1', null]))),
      as('a', claiming(use, 'pay 5', rows(['completed', '1', 'paid']))),
      as(null, claiming(use, 'pay 5', refused('23502'))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => [
  proof(
    use,
    'once',
    sql`A request that comes again gets the stored answer, without being done again.`,
    [use.idOf('claim'), use.idOf('pk')],
    claim(use, 'claimed', '1', null),
    app(completing(use, 1, 'paid')),
    claim(use, 'completed', '1', 'paid'),
  ),
  proof(
    use,
    'other',
    sql`The same key with another request is refused, before and after the answer.`,
    [use.idOf('claim')],
    claim(use, 'claimed', '1', null),
    app(claiming(use, 'pay 500', refused('22023'))),
    app(completing(use, 1, 'paid')),
    app(claiming(use, 'pay 500', refused('22023'))),
  ),
  proof(
    use,
    'expired',
    sql`Once a key has expired it can be used for another request.`,
    [use.idOf('claim')],
    claim(use, 'claimed', '1', null),
    app(completing(use, 1, 'paid')),
    passed(use, 'expires_at'),
    app(claiming(use, 'pay 500', rows(['claimed', '2', null]))),
  ),
  proof(
    use,
    'crash',
    sql`When a worker ends in between, another takes over after its lease; the late answer of the first is refused.`,
    [use.idOf('claim'), use.idOf('complete')],
    claim(use, 'claimed', '1', null),
    claim(use, 'in progress', '1', null),
    passed(use, 'locked_until'),
    claim(use, 'claimed', '2', null),
    app(completing(use, 1, 'late', refused('40001'))),
    app(completing(use, 2, 'paid')),
    claim(use, 'completed', '2', 'paid'),
  ),
  proof(
    use,
    'atomic',
    sql`A claim whose transaction fails leaves the key free.`,
    [use.idOf('claim')],
    app(claiming(use, 'pay 5', rows(['claimed', '1', null])), run(stmt`select 1 / 0`, refused('22012'))),
    claim(use, 'claimed', '1', null),
  ),
  proof(
    use,
    'release',
    sql`A claim that was given back is free for the next attempt at once.`,
    [use.idOf('release')],
    claim(use, 'claimed', '1', null),
    app(run(stmt`select ${qualified(use.idOf('release'))}('client', 'key-1', 1)::text`, rows(['true']))),
    claim(use, 'claimed', '2', null),
  ),
  proof(
    use,
    'purge',
    sql`Expired keys are removed, and no others, nor one that a worker still holds.`,
    [use.idOf('purge')],
    claim(use, 'claimed', '1', null),
    maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['0']))),
    passed(use, 'expires_at'),
    maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['0']))),
    passed(use, 'locked_until'),
    maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['1']))),
  ),
  proof(
    use,
    'closed',
    sql`The application reaches keys and answers by its calls alone: it can neither read nor forge them.`,
    [],
    claim(use, 'claimed', '1', null),
    app(run(stmt`select count(*) from ${qualified(use.idOf('keys'))}`, refused('42501'))),
    app(
      run(
        stmt`update ${qualified(use.idOf('keys'))} set ${name(use.idOf('completed_at'))} = now()`,
        refused('42501'),
      ),
    ),
    app(run(stmt`select ${qualified(use.idOf('purge'))}()`, refused('42501'))),
  ),
  ...tenantProof(use, made),
]
