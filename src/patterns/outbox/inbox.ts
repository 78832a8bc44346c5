import { builtIn, name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import type { U } from './options.ts'
import { params } from './routine.ts'

export const inboxTable: Claim<'tables'> = {
  claim: 'table',
  role: 'inbox',
  name: sql`inbox`,
  holds: 'facts',
  comment: 'Messages that consumers have taken, so that a second delivery changes nothing.',
}

export const inboxColumns = (use: U): readonly Claim<'columns'>[] => {
  const column = (role: string, type: string, fallback?: string): Claim<'columns'> => ({
    claim: 'column',
    role: `inbox:${role}`,
    table: use.idOf('inbox'),
    name: sql`${role}`,
    type: builtIn(type),
    notNull: true,
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  })
  return [
    column('consumer', 'text'),
    column('message_id', 'text'),
    column('received_at', 'timestamptz', 'now()'),
  ]
}

export const inboxFunctions = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const inbox = use.idOf<'table'>('inbox')
  const column = (role: string) => name(use.idOf(`inbox:${role}`))
  return [
    { claim: 'access', table: inbox, app: 'append' },
    {
      claim: 'add',
      kind: 'routine',
      role: 'receive',
      name: sql`receive_${name(inbox)}`,
      schema: facts.object('table', inbox)?.schema ?? facts.schema,
      params: params(use.idOf('receive'), [
        ['consumer', builtIn('text')],
        ['message_id', builtIn('text')],
      ]),
      returns: rawSql('boolean'),
      language: 'sql',
      settings: pinnedPath,
      body: sql`
with taken as (
  insert into ${qualified(inbox)} (${column('consumer')}, ${column('message_id')})
  values ($1, $2)
  on conflict do nothing
  returning 1
)
select exists (select 1 from taken)
`,
      comment: 'True the first time a consumer takes a message; call it in the transaction that acts on it.',
    },
  ]
}
