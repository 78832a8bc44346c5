import {
  builtIn,
  type DataType,
  name,
  qualified,
  quoteLiteral,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { names, ofTenant, param, pinnedPath, raise } from '../kit/index.ts'
import type { U } from './options.ts'

const text = builtIn('text')
const span = (s: string): Sql => rawSql(`interval ${quoteLiteral(s)}`)

interface Made {
  readonly role: string
  readonly params: readonly (readonly [name: string, type: DataType, fallback?: Sql])[]
  readonly returns: Sql
  readonly language: 'sql' | 'plpgsql'
  readonly body: Sql
  readonly comment: string
}
const made = (facts: Facts, use: U, m: Made): Claim<'rows'> => ({
  claim: 'add',
  kind: 'routine',
  role: m.role,
  name: sql`${m.role}_${name(use.idOf('keys'))}`,
  schema: facts.object('table', use.idOf('keys'))?.schema ?? facts.schema,
  params: m.params.map(([n, type, fallback]) => param(use.idOf(m.role), n, type, fallback)),
  returns: m.returns,
  language: m.language,
  settings: pinnedPath,
  securityDefiner: true,
  closed: true,
  body: m.body,
  comment: m.comment,
})

const same: readonly (readonly [string, DataType])[] = [
  ['scope', text],
  ['key', text],
]

/** `k` is the caller's own row of the key. */
const isKey = (facts: Facts, use: U): Sql =>
  sql`k.${name(use.idOf('scope'))} = $1 and k.${name(use.idOf('key'))} = $2${ofTenant(facts, use.idOf('keys'), 'k')}`

/**
 * The insert waits for a transaction that holds the same key, so of several claims at once one wins and the others
 * see how it ended. A row that vanishes between insert and reading was purged: then the key is free again.
 */
const claim = (facts: Facts, use: U, about: boolean): Made => {
  const c = (role: string): Sql => sql`${name(use.idOf(role))}`
  const keys = use.idOf<'table'>('keys')
  const target = facts.primaryKey(keys)?.columns ?? []
  const set = (role: string): Sql => sql`${c(role)} = excluded.${c(role)}`
  return {
    role: 'claim',
    params: [
      ...same,
      ['request', text],
      ...(about ? [['about', text, rawSql('null')] as const] : []),
      ['lease', builtIn('interval'), span(use.options.lease)],
      ['keep', builtIn('interval'), span(use.options.keep)],
    ],
    returns: rawSql('table (outcome text, attempt integer, response jsonb)'),
    language: 'plpgsql',
    body: sql`
#variable_conflict use_column
declare
  hash text := encode(sha256(convert_to($3, 'UTF8')), 'hex');
  given ${qualified(keys)}%rowtype;
begin
  loop
    insert into ${qualified(keys)} as k (${c('scope')}, ${c('key')}, ${c('request_hash')}${about ? sql`, ${c('about')}` : ''}, ${c('locked_until')}, ${c('expires_at')})
    values ($1, $2, hash${about ? ', $4' : ''}, clock_timestamp() + ${about ? '$5' : '$4'}, clock_timestamp() + ${about ? '$6' : '$5'})
    on conflict (${names(target)}) do update set
      ${set('request_hash')}, ${about ? sql`${set('about')}, ` : ''}${set('locked_until')}, ${set('expires_at')}, ${set('created_at')},
      ${c('attempt')} = k.${c('attempt')} + 1, ${c('completed_at')} = null, ${c('response')} = null
    where k.${c('expires_at')} <= clock_timestamp()
      or (k.${c('completed_at')} is null and k.${c('locked_until')} <= clock_timestamp() and k.${c('request_hash')} = excluded.${c('request_hash')})
    returning k.* into given;
    if found then
      return query select 'claimed', given.${c('attempt')}, null::jsonb;
      return;
    end if;
    select k.* into given from ${qualified(keys)} k where ${isKey(facts, use)};
    exit when found;
  end loop;
  if given.${c('request_hash')} <> hash then
    ${raise('22023', 'The key was used for another request.', 'A new request needs a new key.')}
  end if;
  return query select
    case when given.${c('completed_at')} is null then 'in progress' else 'completed' end,
    given.${c('attempt')}, given.${c('response')};
end
`,
    comment:
      'claimed: do the work and complete it. completed: here is the answer. in progress: another worker is at it. The same key with another request is refused.',
  }
}

const complete = (facts: Facts, use: U): Made => ({
  role: 'complete',
  params: [...same, ['attempt', builtIn('integer')], ['response', builtIn('jsonb')]],
  returns: rawSql('void'),
  language: 'plpgsql',
  body: sql`
begin
  update ${qualified(use.idOf('keys'))} k set ${name(use.idOf('response'))} = $4, ${name(use.idOf('completed_at'))} = now()
  where ${isKey(facts, use)} and k.${name(use.idOf('attempt'))} = $3 and k.${name(use.idOf('completed_at'))} is null;
  if not found then
    ${raise('40001', 'The claim is no longer yours.', 'Another worker took over: take your own changes back.')}
  end if;
end
`,
  comment: 'Stores the answer of the claim with that attempt; refused where another worker has taken over.',
})

const release = (facts: Facts, use: U): Made => ({
  role: 'release',
  params: [...same, ['attempt', builtIn('integer')]],
  returns: rawSql('boolean'),
  language: 'sql',
  body: sql`
with free as (
  update ${qualified(use.idOf('keys'))} k set ${name(use.idOf('locked_until'))} = '-infinity'
  where ${isKey(facts, use)} and k.${name(use.idOf('attempt'))} = $3 and k.${name(use.idOf('completed_at'))} is null
  returning 1
)
select exists (select 1 from free)
`,
  comment: 'Gives a claim back after a failure, so that the next attempt need not wait for the lease.',
})

const purge = (use: U): Made => ({
  role: 'purge',
  params: [],
  returns: rawSql('bigint'),
  language: 'sql',
  body: sql`
with gone as (
  delete from ${qualified(use.idOf('keys'))}
  where ${name(use.idOf('expires_at'))} <= now()
    and (${name(use.idOf('completed_at'))} is not null or ${name(use.idOf('locked_until'))} <= now())
  returning 1
)
select count(*) from gone
`,
  comment:
    'Removes keys that have expired and that no worker holds, and returns how many. For a scheduled job.',
})

export const functions = (facts: Facts, use: U, about: boolean): readonly Claim<'rows'>[] =>
  [claim(facts, use, about), complete(facts, use), release(facts, use), purge(use)].map((m) =>
    made(facts, use, m),
  )
