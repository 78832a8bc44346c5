import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyText } from '../kit/index.ts'
import { relayFunctions } from './functions.ts'
import { inboxColumns, inboxFunctions, inboxTable } from './inbox.ts'
import { chosen, messageTriggers, refusals } from './messages.ts'
import type { U } from './options.ts'

export const outboxOf = (use: U): Id<'table'> => use.idOf('outbox')

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'table',
    role: 'outbox',
    name: sql`${use.options.name}`,
    holds: 'facts',
    comment: 'Messages to other systems, written in the transaction of the change that they tell of.',
  },
  ...(use.options.inbox ? [inboxTable] : []),
  ...(use.options.relay === ''
    ? []
    : [
        {
          claim: 'role',
          name: use.options.relay,
          comment: 'May hand out messages and report what became of them.',
        } as const,
      ]),
  ...refusals(facts, use),
]

interface Shape {
  readonly type: DataType
  readonly need?: true
  readonly default?: string
  readonly comment?: string
}
const columnShapes: Readonly<Record<string, Shape>> = {
  aggregate_type: { type: builtIn('text'), need: true, comment: 'What kind of thing the message is about.' },
  aggregate_id: { type: builtIn('text'), need: true, comment: 'Which one.' },
  type: { type: builtIn('text'), need: true, comment: 'What happened to it.' },
  payload: { type: builtIn('jsonb'), need: true, default: `'{}'::jsonb` },
  headers: {
    type: builtIn('jsonb'),
    need: true,
    default: `'{}'::jsonb`,
    comment: 'For the broker: trace, content type.',
  },
  created_at: { type: builtIn('timestamptz'), need: true, default: 'now()' },
  available_at: {
    type: builtIn('timestamptz'),
    need: true,
    default: 'now()',
    comment: 'From when on it may be claimed: the end of a lease, or of the wait after a failure.',
  },
  attempts: { type: builtIn('integer'), need: true, default: '0' },
  claimed_by: { type: builtIn('text') },
  claim_id: {
    type: builtIn('uuid'),
    comment:
      'Of the last claim that handed it out: who reports what became of it says which claim was theirs.',
  },
  last_error: { type: builtIn('text') },
  sent_at: { type: builtIn('timestamptz') },
  dead_at: { type: builtIn('timestamptz'), comment: 'Given up after too many attempts.' },
}

const outboxColumns = (use: U): readonly Claim<'columns'>[] => [
  {
    claim: 'column',
    role: 'id',
    table: outboxOf(use),
    name: sql`id`,
    type: builtIn('bigint'),
    notNull: true,
    identity: 'always',
    first: true,
  },
  ...Object.entries(columnShapes).map(
    ([role, c]): Claim<'columns'> => ({
      claim: 'column',
      role,
      table: outboxOf(use),
      name: sql`${role}`,
      type: c.type,
      ...(c.need ? { notNull: true } : {}),
      ...(c.default === undefined ? {} : { default: rawSql(c.default) }),
      ...(c.comment === undefined ? {} : { comment: c.comment }),
    }),
  ),
]

/** A payload of whole rows copies their values, which erasure has to reach. */
const copies = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  use.options.payload === 'key'
    ? []
    : chosen(facts, use).map((t) => ({
        claim: 'copies',
        table: outboxOf(use),
        column: use.idOf('payload'),
        of: t.id,
        where: sql`${name(use.idOf('aggregate_type'))} = ${{ id: t.id, as: 'literal' }} and ${name(use.idOf('aggregate_id'))} = ${keyText(facts, t.id, 'source')}`,
      }))

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...outboxColumns(use),
  ...(use.options.inbox ? inboxColumns(use) : []),
  ...copies(facts, use),
]

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => [
  {
    claim: 'add',
    kind: 'key',
    role: 'pk',
    name: '',
    table: outboxOf(use),
    primary: true,
    columns: [use.idOf('id')],
  },
  ...(use.options.inbox
    ? [
        {
          claim: 'add',
          kind: 'key',
          role: 'inbox:pk',
          name: '',
          table: use.idOf<'table'>('inbox'),
          primary: true,
          columns: [use.idOf<'column'>('inbox:consumer'), use.idOf<'column'>('inbox:message_id')],
        } as const,
      ]
    : []),
]

/**
 * Messages that wait, and those given up: small however large the table grows. The relay reads all tenants', so these
 * lead with none. What waits behind a dead message is found by it.
 */
const indexes = (use: U): readonly Claim<'rows'>[] => {
  const table = outboxOf(use)
  const column = (role: string) => ({ column: use.idOf<'column'>(role) })
  const unsent = sql`${name(use.idOf('sent_at'))} is null`
  const waiting = sql`${unsent} and ${name(use.idOf('dead_at'))} is null`
  return [
    {
      claim: 'add',
      kind: 'index',
      role: 'unsent',
      name: sql`${name(table)}_unsent`,
      table,
      elements: [column('id')],
      where: waiting,
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'given_up',
      name: sql`${name(table)}_dead`,
      table,
      elements: [column('dead_at')],
      where: sql`${name(use.idOf('dead_at'))} is not null`,
    },
    ...(use.options.order === 'aggregate'
      ? [
          {
            claim: 'add',
            kind: 'index',
            role: 'unsent_order',
            name: sql`${name(table)}_unsent_order`,
            table,
            elements: [column('aggregate_type'), column('aggregate_id'), column('id')],
            where: use.options.dead === 'wait' ? unsent : waiting,
          } as const,
        ]
      : []),
  ]
}

const wake = (use: U): Claim<'rows'> => {
  const channel: Sql = sql`${{ id: outboxOf(use), as: 'literal' }}`
  return {
    claim: 'trigger',
    role: 'wake',
    rank: 90,
    table: outboxOf(use),
    timing: 'after',
    events: ['insert'],
    statement: true,
    body: sql`
begin
  perform pg_notify(${channel}, '');
  return null;
end
`,
    comment: 'Wakes listening relays once the transaction commits.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  // In order of aggregates everyone goes through the function, which takes the aggregate's lock before the number.
  { claim: 'access', table: outboxOf(use), app: use.options.order === 'aggregate' ? 'read' : 'append' },
  ...indexes(use),
  ...relayFunctions(facts, use),
  ...(use.options.notify ? [wake(use)] : []),
  ...messageTriggers(facts, use),
  ...(use.options.inbox ? inboxFunctions(facts, use) : []),
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => [
  {
    claim: 'add',
    kind: 'view',
    role: 'dead',
    name: sql`dead_${name(outboxOf(use))}`,
    schema: facts.object('table', outboxOf(use))?.schema ?? facts.schema,
    securityInvoker: true,
    query: sql`select ${name(use.idOf('id'))}, ${name(use.idOf('aggregate_type'))}, ${name(use.idOf('aggregate_id'))}, ${name(use.idOf('type'))}, ${name(use.idOf('attempts'))}, ${name(use.idOf('last_error'))}, ${name(use.idOf('dead_at'))}
from ${{ id: outboxOf(use), as: 'qualified' }}
where ${name(use.idOf('dead_at'))} is not null`,
    comment: 'Messages that were given up: mend the cause, then have them delivered again.',
  },
]
