import { name, objectsOf, qualified, quoteLiteral, rawSql, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction } from '../../compile/api.ts'
import { app, maintenance, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './check.ts'
import { aggregate, appended, imported, plainType } from './scene.ts'

const again = (use: U, expected: number) =>
  run(
    stmt`select ${qualified(use.idOf('append'))}('account', ${aggregate(use)}, ${expected}, ${rawSql(quoteLiteral(plainType(use)))}, '{}')`,
    refused('40001'),
  )

const conflicts = (use: U): readonly Proof[] => {
  const type = plainType(use)
  const twice = { version: 1, type, data: {}, at: '2024-01-01 00:00:00+00' }
  const first = imported(use, 'x', twice)
  return [
    proof(
      use,
      'conflict',
      sql`Of two events that were decided on the same state of an aggregate, the second is refused.`,
      [use.idOf('append')],
      app(appended(use, 0, type, { a: 1 })),
      app(again(use, 0)),
      app(appended(use, 1, type, { a: 2 })),
      app(again(use, 1)),
    ),
    proof(
      use,
      'versions',
      sql`No two events in ${name(use.idOf('events'))} share an aggregate and a version, whoever writes them.`,
      [use.idOf('events:versions')],
      app(appended(use, 0, type, { a: 1 })),
      maintenance({ ...first, expect: { refused: ['23505'], by: use.idOf('events:versions') } }),
    ),
  ]
}

const immutable = (use: U): Proof => {
  const events = qualified(use.idOf('events'))
  const data = name(use.idOf('events:data'))
  const no = (statement: ReturnType<typeof stmt>, ...also: readonly string[]): Transaction =>
    maintenance(run(statement, refused('23001', ...also)))
  return proof(
    use,
    'immutable',
    sql`An event is never changed or removed, not even by the owner.`,
    [use.idOf('immutable'), use.idOf('untruncated')],
    app(appended(use, 0, plainType(use), { a: 1 })),
    no(stmt`update ${events} set ${data} = '{}'`),
    no(stmt`delete from ${events}`),
    // Where something references events, PostgreSQL refuses it itself.
    no(stmt`truncate ${events}`, '0A000'),
  )
}

const closed = (use: U): Proof => {
  const type = plainType(use)
  const written = imported(use, 'x', { version: 1, type, data: {}, at: '2024-01-01 00:00:00+00' })
  return proof(
    use,
    'closed',
    sql`The application writes events by appending them and in no other way.`,
    [],
    app(appended(use, 0, type, { a: 1 })),
    app({ ...written, expect: refused('42501') }),
    app(run(stmt`delete from ${qualified(use.idOf('events'))}`, refused('42501'))),
  )
}

const recorded = (use: U): Proof =>
  proof(
    use,
    'actor',
    sql`An event says who caused it; without an acting user it says no one.`,
    [use.idOf('append')],
    { as: 'app', actor: 'bob', steps: [appended(use, 0, plainType(use), { a: 1 })] },
    { as: 'app', actor: null, steps: [appended(use, 1, plainType(use), { a: 1 })] },
    app(
      run(
        stmt`select e.${name(use.idOf('events:metadata'))} ->> 'actor' from ${qualified(use.idOf('events'))} e order by e.${name(use.idOf('events:version'))}`,
        rows(['bob'], [null]),
      ),
    ),
  )

/** Ids are only unique within a tenant, so nothing may be folded across two. */
const apart = (use: U, made: Made): readonly Proof[] => {
  if (!made.traits.scopes.has(use.idOf('events'))) return []
  const type = plainType(use)
  const policy = objectsOf(made.catalog, 'policy').find((p) => p.table === use.idOf('events'))
  const read = (role: string) => stmt`select ${qualified(use.idOf(role))}(${aggregate(use)})::text`
  const as = (tenant: 'a' | 'b' | null, ...steps: Transaction['steps']): Transaction => ({
    as: 'app',
    tenant,
    steps,
  })
  return [
    proof(
      use,
      'tenants',
      sql`Aggregates of two tenants stay apart, even with the same id.`,
      policy ? [policy.id] : [],
      as('a', appended(use, 0, type, { a: 1 })),
      as('b', appended(use, 0, type, { b: 2 })),
      as('a', run(read('replay'), rows(['{"a": 1}'])), run(read('state'), rows(['{"a": 1}']))),
      as('b', run(read('replay'), rows(['{"b": 2}'])), run(read('state'), rows(['{"b": 2}']))),
      { as: 'maintenance', tenant: 'b', steps: [run(read('replay'), rows(['{"b": 2}']))] },
      as(null, run(stmt`select count(*) from ${qualified(use.idOf('events'))}`, rows(['0']))),
    ),
  ]
}

export const appendProofs = (use: U, made: Made): readonly Proof[] => [
  ...conflicts(use),
  immutable(use),
  closed(use),
  recorded(use),
  ...apart(use, made),
]
