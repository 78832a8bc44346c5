import type { Id } from '../../base/index.ts'
import {
  builtIn,
  type DataType,
  name,
  type Param,
  qualified,
  quoteLiteral,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './options.ts'

const pinned: readonly Sql[] = [rawSql('search_path = pg_catalog, pg_temp')]
type Given = readonly [name: string, type: DataType, fallback?: string]

export const params = (routine: Id, given: readonly Given[]): readonly Param[] =>
  given.map(([text, type, fallback]) => ({
    id: `${routine}/${text}` as Id,
    name: text,
    type,
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  }))

const text = builtIn('text')
const ids: DataType = { base: 'bigint', dims: 1 }
const asInterval = (s: string): string => `interval ${quoteLiteral(s)}`

interface Made {
  readonly role: string
  readonly verb: string
  readonly params: readonly Given[]
  readonly returns: Sql
  readonly body: Sql
  readonly comment: string
}

/** Runs with the writer's rights, for those alone who are granted it. */
const routine = (facts: Facts, use: U, m: Made): Claim<'rows'> => {
  const outbox = use.idOf<'table'>('outbox')
  return {
    claim: 'add',
    kind: 'routine',
    role: m.role,
    name: sql`${m.verb}_${name(outbox)}`,
    schema: facts.object('table', outbox)?.schema ?? facts.schema,
    params: params(use.idOf(m.role), m.params),
    returns: m.returns,
    language: 'sql',
    settings: pinned,
    securityDefiner: true,
    closed: true,
    body: m.body,
    comment: m.comment,
  }
}

/** Column of the outbox, bare. */
const col = (use: U, role: string): Sql => sql`${name(use.idOf(role))}`

/** The lock under which numbers of one aggregate are given out, so that their order is that of the commits. */
export const lockAggregate = (type: Sql, id: Sql): Sql =>
  sql`pg_advisory_xact_lock(hashtextextended(${type} || chr(31) || ${id}, 0))`

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
  body: sql`
${use.options.order === 'aggregate' ? sql`select ${lockAggregate(rawSql('$1'), rawSql('$2'))};\n` : ''}insert into ${qualified(use.idOf('outbox'))} (${col(use, 'aggregate_type')}, ${col(use, 'aggregate_id')}, ${col(use, 'type')}, ${col(use, 'payload')}, ${col(use, 'headers')})
values ($1, $2, $3, $4, $5)
returning ${col(use, 'id')}
`,
  comment: `Writes a message in the transaction of the caller${facts.scope(use.idOf('outbox')) ? ', for its tenant' : ''}, and returns its number.`,
})

/** The message is the earliest of its aggregate that is still to be sent. */
const isFirst = (facts: Facts, use: U): Sql => {
  if (use.options.order === 'none') return sql``
  const scope = facts.scope(use.idOf('outbox'))
  const c = (role: string): Sql => col(use, role)
  return sql`
    and not exists (
      select from ${qualified(use.idOf('outbox'))} e
      where e.${c('aggregate_type')} = o.${c('aggregate_type')} and e.${c('aggregate_id')} = o.${c('aggregate_id')}${scope ? sql` and e.${name(scope)} = o.${name(scope)}` : ''}
        and e.${c('id')} < o.${c('id')} and e.${c('sent_at')} is null${use.options.dead === 'continue' ? sql` and e.${c('dead_at')} is null` : ''}
    )`
}

const claim = (facts: Facts, use: U): Made => {
  const c = (role: string): Sql => col(use, role)
  const outbox = qualified(use.idOf('outbox'))
  const due = sql`o.${c('sent_at')} is null and o.${c('dead_at')} is null and o.${c('available_at')} <= now()`
  return {
    role: 'claim',
    verb: 'claim',
    params: [
      ['batch', builtIn('integer'), '100'],
      ['lease', builtIn('interval'), asInterval('1 minute')],
      ['worker', text, 'null'],
    ],
    returns: sql`setof ${outbox}`,
    body: sql`
update ${outbox} set ${c('dead_at')} = now(), ${c('last_error')} = coalesce(${c('last_error')}, 'its workers ended without an answer')
where ${c('id')} in (
  select o.${c('id')} from ${outbox} o
  where ${due} and o.${c('attempts')} >= ${use.options.attempts}
  for update skip locked
);
with head as (
  select o.${c('id')} from ${outbox} o
  where ${due}${isFirst(facts, use)}
  order by o.${c('id')}
  limit $1
  for update of o skip locked
), claimed as (
  update ${outbox} o set ${c('attempts')} = o.${c('attempts')} + 1, ${c('available_at')} = now() + $2, ${c('claimed_by')} = $3
  from head where o.${c('id')} = head.${c('id')}
  returning o.*
)
select * from claimed order by ${c('id')}
`,
    comment:
      'Hands out messages that are due and leases them: they come again unless they are confirmed before the lease ends. Commit before sending.',
  }
}

const confirm = (use: U): Made => ({
  role: 'confirm',
  verb: 'confirm',
  params: [['ids', ids]],
  returns: rawSql('bigint'),
  body: sql`
with done as (
  update ${qualified(use.idOf('outbox'))} set ${col(use, 'sent_at')} = now(), ${col(use, 'dead_at')} = null
  where ${col(use, 'id')} = any ($1) and ${col(use, 'sent_at')} is null
  returning 1
)
select count(*) from done
`,
  comment: 'Marks messages as sent, and returns how many were not before.',
})

const fail = (use: U): Made => ({
  role: 'fail',
  verb: 'fail',
  params: [
    ['id', builtIn('bigint')],
    ['reason', text],
  ],
  returns: rawSql('boolean'),
  body: sql`
with failed as (
  update ${qualified(use.idOf('outbox'))} set
    ${col(use, 'last_error')} = $2,
    ${col(use, 'available_at')} = now() + least(${asInterval(use.options.longest)}, ${asInterval(use.options.backoff)} * power(2, least(${col(use, 'attempts')}, 20) - 1)),
    ${col(use, 'dead_at')} = case when ${col(use, 'attempts')} >= ${use.options.attempts} then now() end
  where ${col(use, 'id')} = $1 and ${col(use, 'sent_at')} is null and ${col(use, 'dead_at')} is null
  returning 1
)
select exists (select 1 from failed)
`,
  comment: 'Puts a message back after a failure, for later or, after the last attempt, among the dead.',
})

const redeliver = (use: U): Made => ({
  role: 'redeliver',
  verb: 'redeliver',
  params: [['ids', ids]],
  returns: rawSql('bigint'),
  body: sql`
with again as (
  update ${qualified(use.idOf('outbox'))} set ${col(use, 'sent_at')} = null, ${col(use, 'dead_at')} = null, ${col(use, 'attempts')} = 0, ${col(use, 'available_at')} = now()
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
