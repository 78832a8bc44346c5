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

/** Workers that ended without an answer use up attempts too, so a message that kills them dies at last. */
export const claim = (facts: Facts, use: U): Made => {
  const c = (role: string): Sql => col(use, role)
  const outbox = qualified(use.idOf('outbox'))
  const due = sql`o.${c('sent_at')} is null and o.${c('dead_at')} is null and o.${c('available_at')} <= now()`
  return {
    role: 'claim',
    verb: 'claim',
    params: [
      ['batch', builtIn('integer'), '100'],
      ['lease', builtIn('interval'), asInterval('1 minute')],
      ['worker', builtIn('text'), 'null'],
    ],
    returns: sql`setof ${outbox}`,
    body: sql`
update ${outbox} set ${c('dead_at')} = now(), ${c('last_error')} = coalesce(${c('last_error')}, 'its workers ended without an answer')
where ${c('id')} in (
  select o.${c('id')} from ${outbox} o
  where ${due} and o.${c('attempts')} >= ${use.options.attempts}
  for update skip locked
);
with claim as materialized (
  select gen_random_uuid() as id
), head as (
  select o.${c('id')} from ${outbox} o
  where ${due}${isFirst(facts, use)}
  order by o.${c('id')}
  limit $1
  for update of o skip locked
), claimed as (
  update ${outbox} o set ${c('attempts')} = o.${c('attempts')} + 1, ${c('available_at')} = now() + $2, ${c('claimed_by')} = $3, ${c('claim_id')} = claim.id
  from head, claim where o.${c('id')} = head.${c('id')}
  returning o.*
)
select * from claimed order by ${c('id')}
`,
    comment:
      'Hands out messages that are due and leases them: they come again unless they are confirmed, with their claim_id, before the lease ends. Commit before sending.',
  }
}
