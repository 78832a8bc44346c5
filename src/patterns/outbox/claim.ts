import { builtIn, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import type { U } from './options.ts'
import { asInterval, col, type Made } from './routine.ts'

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

/**
 * Workers that ended without an answer use up attempts too, so a message that kills them dies at last. Only among those
 * that come next are such messages looked for: a claim costs no more the longer the backlog is. PL/pgSQL plans for the
 * batch that is asked for, where an SQL function may be planned for a tenth of the backlog and read all of it.
 */
export const claim = (facts: Facts, use: U): Made => {
  const c = (role: string): Sql => col(use, role)
  const outbox = qualified(use.idOf('outbox'))
  const next = (columns: Sql, more = sql``): Sql => sql`
  select ${columns} from ${outbox} o
  where o.${c('sent_at')} is null and o.${c('dead_at')} is null and o.${c('available_at')} <= now()${more}${isFirst(facts, use)}
  order by o.${c('id')}
  limit $1
  for update of o skip locked
`
  return {
    role: 'claim',
    verb: 'claim',
    params: [
      ['batch', builtIn('integer'), '100'],
      ['lease', builtIn('interval'), asInterval('1 minute')],
      ['worker', builtIn('text'), 'null'],
    ],
    returns: sql`setof ${outbox}`,
    language: 'plpgsql',
    body: sql`
#variable_conflict use_column
begin
update ${outbox} set ${c('dead_at')} = now(), ${c('last_error')} = coalesce(${c('last_error')}, 'its workers ended without an answer')
where ${c('id')} in (select next.${c('id')} from (${next(sql`o.${c('id')}, o.${c('attempts')}`)}) next where next.${c('attempts')} >= ${use.options.attempts});
return query with claim as materialized (
  select gen_random_uuid() as id
), head as (${next(sql`o.${c('id')}`, sql` and o.${c('attempts')} < ${use.options.attempts}`)}), claimed as (
  update ${outbox} o set ${c('attempts')} = o.${c('attempts')} + 1, ${c('available_at')} = now() + $2, ${c('claimed_by')} = $3, ${c('claim_id')} = claim.id
  from head, claim where o.${c('id')} = head.${c('id')}
  returning o.*
)
select * from claimed order by ${c('id')};
end
`,
    comment:
      'Hands out messages that are due and leases them: they come again unless they are confirmed, with their claim_id, before the lease ends. Commit before sending.',
  }
}
