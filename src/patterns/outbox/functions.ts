import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, literal, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { ofTenant, pinnedType, rowKey } from '../kit/index.ts'
import { claim } from './claim.ts'
import { published } from './messages.ts'
import type { U } from './options.ts'
import { asInterval, col, ids, lockAggregate, type Made, routine, text } from './routine.ts'

/**
 * A message about a row waits for whoever writes that row, and they for it: the row is locked, so a change of it needs
 * no lock for its own message. The key is written as `keyText` does.
 */
const rowLocks = (facts: Facts, use: U): Sql =>
  joinSql(
    published(facts, use).map((t) => {
      const key = rowKey(facts, t.id)
      const is = key.map((c, i) => {
        const given = key.length === 1 ? sql`$2` : sql`($2::jsonb->>${i})`
        return sql`r.${name(c.id)} = ${given}::${pinnedType(facts, c.type)}`
      })
      return sql`
  if $1 = ${literal(t.id)} then
    perform 1 from ${qualified(t.id)} r where ${joinSql(is, ' and ')}${ofTenant(facts, t.id, 'r')} for no key update;
  end if;`
    }),
    '',
  )

const written = (use: U): Sql =>
  sql`insert into ${qualified(use.idOf('outbox'))} (${col(use, 'aggregate_type')}, ${col(use, 'aggregate_id')}, ${col(use, 'type')}, ${col(use, 'payload')}, ${col(use, 'headers')})
values ($1, $2, $3, $4, $5)
returning ${col(use, 'id')}`

const ordered = (facts: Facts, use: U): Pick<Made, 'language' | 'body'> => ({
  language: 'plpgsql',
  body: sql`
declare
  given bigint;
begin${rowLocks(facts, use)}
  perform ${lockAggregate(rawSql('$1'), rawSql('$2'))};
  ${written(use)} into given;
  return given;
end
`,
})

const publish = (facts: Facts, use: U): Made => ({
  role: 'publish',
  verb: 'publish',
  params: [
    ['aggregate_type', text],
    ['aggregate_id', text],
    ['message_type', text],
    ['payload', builtIn('jsonb'), `'{}'::jsonb`],
    ['headers', builtIn('jsonb'), `'{}'::jsonb`],
  ],
  returns: rawSql('bigint'),
  ...(use.options.order === 'aggregate' ? ordered(facts, use) : { body: sql`\n${written(use)}\n` }),
  comment: `Writes a message in the transaction of the caller${facts.scope(use.idOf('outbox')) ? ', for its tenant' : ''}, and returns its number.`,
})

/** A late answer of a worker whose lease ended says nothing about a message that has been claimed again. */
const confirm = (use: U): Made => ({
  role: 'confirm',
  verb: 'confirm',
  params: [
    ['ids', ids],
    ['claim_id', builtIn('uuid')],
  ],
  returns: rawSql('bigint'),
  body: sql`
with done as (
  update ${qualified(use.idOf('outbox'))} set ${col(use, 'sent_at')} = now(), ${col(use, 'dead_at')} = null
  where ${col(use, 'id')} = any ($1) and ${col(use, 'claim_id')} = $2 and ${col(use, 'sent_at')} is null
  returning 1
)
select count(*) from done
`,
  comment:
    'Marks messages of a claim as sent, and returns how many: those that were before, or that another has claimed since, are left as they are.',
})

const fail = (use: U): Made => ({
  role: 'fail',
  verb: 'fail',
  params: [
    ['id', builtIn('bigint')],
    ['claim_id', builtIn('uuid')],
    ['reason', text],
  ],
  returns: rawSql('boolean'),
  body: sql`
with failed as (
  update ${qualified(use.idOf('outbox'))} set
    ${col(use, 'last_error')} = $3,
    ${col(use, 'available_at')} = now() + least(${asInterval(use.options.longest)}, ${asInterval(use.options.backoff)} * power(2, least(${col(use, 'attempts')}, 20) - 1)),
    ${col(use, 'dead_at')} = case when ${col(use, 'attempts')} >= ${use.options.attempts} then now() end
  where ${col(use, 'id')} = $1 and ${col(use, 'claim_id')} = $2 and ${col(use, 'sent_at')} is null and ${col(use, 'dead_at')} is null
  returning 1
)
select exists (select 1 from failed)
`,
  comment:
    'Puts a message of a claim back after a failure, for later or, after the last attempt, among the dead. False, and nothing done, where another has claimed it since.',
})

const redeliver = (use: U): Made => ({
  role: 'redeliver',
  verb: 'redeliver',
  params: [['ids', ids]],
  returns: rawSql('bigint'),
  body: sql`
with again as (
  update ${qualified(use.idOf('outbox'))} set ${col(use, 'sent_at')} = null, ${col(use, 'dead_at')} = null, ${col(use, 'attempts')} = 0, ${col(use, 'claim_id')} = null, ${col(use, 'available_at')} = now()
  where ${col(use, 'id')} = any ($1)
  returning 1
)
select count(*) from again
`,
  comment: 'Has messages delivered once more, whether they were sent or given up.',
})

const purge = (use: U): Made => ({
  role: 'purge',
  verb: 'purge',
  params: [['older_than', builtIn('interval'), asInterval(use.options.keep)]],
  returns: rawSql('bigint'),
  body: sql`
with gone as (
  delete from ${qualified(use.idOf('outbox'))} where ${col(use, 'sent_at')} < now() - $1 returning 1
)
select count(*) from gone
`,
  comment: 'Removes messages that were sent longer ago than the interval, and returns how many.',
})

export const relayVerbs = ['claim', 'confirm', 'fail', 'redeliver', 'purge'] as const

const grants = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const execute = (role: string, on: string, to: Id<'role'>): Claim<'rows'> => ({
    claim: 'add',
    kind: 'grant',
    role,
    name: '',
    on: use.idOf<'routine'>(on),
    to,
    privileges: ['execute'],
  })
  const relay = facts.role(use.options.relay)
  const schema = facts.object('table', use.idOf('outbox'))?.schema ?? facts.schema
  return [
    execute('publish:app', 'publish', facts.appRole),
    ...(use.options.relay === ''
      ? []
      : [
          {
            claim: 'add',
            kind: 'grant',
            role: 'relay:schema',
            name: '',
            on: schema,
            to: relay,
            privileges: ['usage'],
          } as const,
          ...relayVerbs.map((v) => execute(`${v}:relay`, v, relay)),
        ]),
  ]
}

export const relayFunctions = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...[publish(facts, use), claim(facts, use), confirm(use), fail(use), redeliver(use), purge(use)].map((m) =>
    routine(facts, use, m),
  ),
  ...grants(facts, use),
]
