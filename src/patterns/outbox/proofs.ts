import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction } from '../../compile/api.ts'
import { app, count, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { changeProofs } from './change-proofs.ts'
import type { U } from './options.ts'
import { claims, confirming, confirms, failing, fails, held, later, published, redelivers } from './steps.ts'

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
          confirms(use, 'first'),
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
          confirms(use, 'news'),
          later(use),
          claims(use),
        ),
      ]

/** The first claim of one transaction is over at once, so that its worker is late for the second. */
const lateProof = (use: U): readonly Proof[] => {
  if (use.options.attempts === 1) return []
  const stale = sql`(select first.id from first_claim first)`
  return [
    proof(
      use,
      'late',
      sql`A worker whose lease is over can neither confirm nor put back a message that another one has claimed since.`,
      [use.idOf('claim'), use.idOf('confirm'), use.idOf('fail')],
      published(use, '1', 'news'),
      maintenance(
        run(
          stmt`create temporary table first_claim on commit drop as select ${name(use.idOf('claim_id'))} as id from ${qualified(use.idOf('claim'))}(1, interval '-1 second', 'first')`,
        ),
        run(
          stmt`select count(*)::text from ${qualified(use.idOf('claim'))}(1, interval '1 hour', 'second')`,
          rows(['1']),
        ),
        failing(use, 'news', stale, 'false'),
        confirming(use, 'news', stale, '0'),
      ),
      claims(use),
      confirms(use, 'news'),
    ),
  ]
}

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
    redelivers(use, 'poison'),
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
          app(
            run(
              stmt`select ${qualified(use.idOf('confirm'))}(array[1::bigint], gen_random_uuid())`,
              refused('42501'),
            ),
          ),
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
  ...lateProof(use),
  deadProof(use),
  proof(
    use,
    'purge',
    sql`Sent messages can be removed after a while, and no others.`,
    [use.idOf('purge')],
    published(use, '1', 'old'),
    published(use, '2', 'waiting'),
    claims(use, 'old', 'waiting'),
    confirms(use, 'old'),
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
