import { joinSql, name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction } from '../../compile/api.ts'
import { app, count, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { changeProofs } from './change-proofs.ts'
import type { U } from './options.ts'

const text = (s: string): Sql => rawSql(quoteLiteral(s))

/** A message of the given type about one of the things, written by the application. */
export const published = (use: U, about: string, type: string): Transaction =>
  app(
    run(
      stmt`select (${qualified(use.idOf('publish'))}('thing', ${text(about)}, ${text(type)}) > 0)::text`,
      rows(['true']),
    ),
  )

/** The types of the messages that a relay is given. */
const claims = (use: U, ...types: readonly string[]): Transaction =>
  maintenance(
    run(
      stmt`select ${name(use.idOf('type'))} from ${qualified(use.idOf('claim'))}(10, interval '1 hour', 'relay')`,
      rows(...types.map((t) => [t])),
    ),
  )

const idOf = (use: U, type: string): Sql =>
  sql`(select ${name(use.idOf('id'))} from ${qualified(use.idOf('outbox'))} where ${name(use.idOf('type'))} = ${text(type)})`

const onIds = (use: U, routine: string, ...types: readonly string[]): Transaction =>
  maintenance(
    run(
      stmt`select ${qualified(use.idOf(routine))}(array[${joinSql(
        types.map((t) => idOf(use, t)),
        ', ',
      )}])::text`,
      rows([String(types.length)]),
    ),
  )

const fails = (use: U, type: string): Transaction =>
  maintenance(
    run(stmt`select ${qualified(use.idOf('fail'))}(${idOf(use, type)}, 'no answer')::text`, rows(['true'])),
  )

/** The lease of every message, or its wait, is over. */
const later = (use: U, set: Sql = sql``): Transaction =>
  owner(
    run(
      stmt`update ${qualified(use.idOf('outbox'))} set ${name(use.idOf('available_at'))} = now() - interval '1 second'${set} where ${name(use.idOf('sent_at'))} is null`,
    ),
  )

const held = (use: U, n: number): Transaction =>
  app(run(stmt`select count(*)::text from ${qualified(use.idOf('outbox'))}`, rows([String(n)])))

const orderProof = (use: U): readonly Proof[] =>
  use.options.order === 'none'
    ? []
    : [
        proof(
          use,
          'order',
          sql`Messages about one thing are handed out one after the other, and about different things at once.`,
          [use.idOf('claim')],
          published(use, '1', 'first'),
          published(use, '1', 'second'),
          published(use, '2', 'other'),
          claims(use, 'first', 'other'),
          claims(use),
          onIds(use, 'confirm', 'first'),
          claims(use, 'second'),
        ),
      ]

/** With a single attempt, a lease that ended is the end. */
const againProof = (use: U): readonly Proof[] =>
  use.options.attempts === 1
    ? []
    : [
        proof(
          use,
          'again',
          sql`A message that no one confirmed comes again once its lease is over, and a confirmed one does not.`,
          [use.idOf('claim'), use.idOf('confirm')],
          published(use, '1', 'news'),
          claims(use, 'news'),
          claims(use),
          later(use),
          claims(use, 'news'),
          onIds(use, 'confirm', 'news'),
          later(use),
          claims(use),
        ),
      ]

const deadProof = (use: U): Proof =>
  proof(
    use,
    'dead',
    use.options.order === 'aggregate' && use.options.dead === 'wait'
      ? sql`A message that fails too often is set aside, holds back later ones about the same thing, and can be delivered again.`
      : sql`A message that fails too often is set aside, lets later ones go on, and can be delivered again.`,
    [use.idOf('fail'), use.idOf('dead'), use.idOf('redeliver')],
    published(use, '1', 'poison'),
    published(use, '1', 'next'),
    later(use, sql`, ${name(use.idOf('attempts'))} = ${use.options.attempts - 1}`),
    claims(use, ...(use.options.order === 'none' ? ['poison', 'next'] : ['poison'])),
    fails(use, 'poison'),
    app(
      run(
        stmt`select ${name(use.idOf('type'))}, ${name(use.idOf('last_error'))} from ${qualified(use.idOf('dead'))}`,
        rows(['poison', 'no answer']),
      ),
    ),
    ...(use.options.order === 'none'
      ? []
      : [claims(use, ...(use.options.dead === 'continue' ? ['next'] : []))]),
    onIds(use, 'redeliver', 'poison'),
    claims(use, 'poison'),
  )

const inboxProof = (use: U): readonly Proof[] => {
  if (!use.options.inbox) return []
  const take = (answer: string): Transaction =>
    app(run(stmt`select ${qualified(use.idOf('receive'))}('mailer', '42')::text`, rows([answer])))
  return [
    proof(
      use,
      'inbox',
      sql`A consumer takes each message once, however often it is delivered.`,
      [use.idOf('receive'), use.idOf('inbox:pk')],
      take('true'),
      take('false'),
    ),
  ]
}

const tenantProof = (use: U, made: Made): readonly Proof[] => {
  const outbox = use.idOf<'table'>('outbox')
  if (!made.traits.scopes.has(outbox)) return []
  const seen = stmt`select count(*)::text from ${qualified(outbox)}`
  const write = stmt`select ${qualified(use.idOf('publish'))}('thing', '1', 'x')`
  return [
    proof(
      use,
      'tenants',
      sql`A tenant sees its own messages alone, and none is written without one.`,
      [],
      published(use, '1', 'mine'),
      { as: 'app', tenant: 'b', steps: [run(seen, rows(['0']))] },
      { as: 'app', tenant: 'a', steps: [run(seen, rows(['1']))] },
      { as: 'app', tenant: null, steps: [run(write, refused('23502'))] },
    ),
  ]
}

const closedProof = (use: U, made: Made): Proof => {
  const outbox = qualified(use.idOf('outbox'))
  const roles = made.traits.appRole !== undefined
  return proof(
    use,
    'closed',
    sql`The application writes messages; it can neither change nor remove them, nor mark them as sent.`,
    [],
    published(use, '1', 'kept'),
    ...(roles
      ? [
          app(run(stmt`update ${outbox} set ${name(use.idOf('sent_at'))} = now()`, refused('42501'))),
          app(run(stmt`delete from ${outbox}`, refused('42501'))),
          app(run(stmt`select ${qualified(use.idOf('confirm'))}(array[1::bigint])`, refused('42501'))),
        ]
      : []),
    held(use, 1),
  )
}

export const proofs = (use: U, made: Made): readonly Proof[] => [
  proof(
    use,
    'atomic',
    sql`A message is written exactly once with its change, and never without it.`,
    [use.idOf('publish')],
    published(use, '1', 'kept'),
    app(
      run(stmt`select ${qualified(use.idOf('publish'))}('thing', '1', 'lost')`),
      run(stmt`select 1 / 0`, refused('22012')),
    ),
    held(use, 1),
    claims(use, 'kept'),
  ),
  ...orderProof(use),
  ...againProof(use),
  deadProof(use),
  proof(
    use,
    'purge',
    sql`Sent messages can be removed after a while, and no others.`,
    [use.idOf('purge')],
    published(use, '1', 'old'),
    published(use, '2', 'waiting'),
    claims(use, 'old', 'waiting'),
    onIds(use, 'confirm', 'old'),
    owner(
      run(
        stmt`update ${qualified(use.idOf('outbox'))} set ${name(use.idOf('sent_at'))} = now() - interval '100 years' where ${name(use.idOf('sent_at'))} is not null`,
        count(1),
      ),
    ),
    maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['1']))),
    held(use, 1),
  ),
  closedProof(use, made),
  ...changeProofs(use, made),
  ...inboxProof(use),
  ...tenantProof(use, made),
]
