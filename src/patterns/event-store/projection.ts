import { joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import type { U } from './check.ts'
import { folded } from './fold.ts'

/** Writes the state of an aggregate after the event in a row variable. */
const project = (facts: Facts, use: U, event: string): Sql => {
  const [events, projection] = [use.idOf('events'), use.idOf('projection')]
  const [from, to] = [facts.scope(events), facts.scope(projection)]
  const roles = ['aggregate_id', 'aggregate_type', 'version', 'recorded_at']
  const c = (role: string): Sql => sql`${name(use.idOf(`projection:${role}`))}`
  const tenant = from && to ? [{ to: sql`${name(to)}`, from: sql`${event}.${name(from)}` }] : []
  const cells = [
    ...tenant,
    ...roles.map((r) => ({ to: c(r), from: sql`${event}.${name(use.idOf(`events:${r}`))}` })),
    { to: c('state'), from: folded(use, 'null', event) },
  ]
  const key = facts.primaryKey(projection)?.columns ?? []
  const listed = (which: 'to' | 'from'): Sql =>
    joinSql(
      cells.map((x) => x[which]),
      ', ',
    )
  return sql`insert into ${qualified(projection)} as p (${listed('to')})
  values (${listed('from')})
  on conflict (${joinSql(key.map(name), ', ')}) do update
  set ${c('version')} = excluded.${c('version')}, ${c('recorded_at')} = excluded.${c('recorded_at')},
    ${c('state')} = ${folded(use, sql`p.${c('state')}`, event)};`
}

const trigger = (facts: Facts, use: U): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'project',
  rank: 80,
  table: use.idOf('events'),
  timing: 'after',
  events: ['insert'],
  definer: true,
  body: sql`
begin
  ${project(facts, use, 'new')}
  return null;
end
`,
  comment: 'Keeps the current state of the aggregate.',
})

const rebuild = (facts: Facts, use: U): Claim<'rows'> => {
  const events = use.idOf('events')
  const scope = facts.scope(events)
  const order = [...(scope ? [scope] : []), use.idOf('events:aggregate_id'), use.idOf('events:version')].map(
    (c) => sql`e.${name(c)}`,
  )
  const { projection } = use.options
  return {
    claim: 'add',
    kind: 'routine',
    role: 'rebuild',
    name: sql`rebuild_aggregates`,
    schema: facts.schema,
    params: [],
    returns: rawSql('bigint'),
    language: 'plpgsql',
    settings: pinnedPath,
    body: sql`
declare
  rebuilt bigint := 0;
  event record;
begin
  lock table ${qualified(events)} in share row exclusive mode;
  delete from ${qualified(use.idOf('snapshots'))};
${
  projection
    ? sql`  delete from ${qualified(use.idOf('projection'))};
  for event in select e.* from ${qualified(events)} e order by ${joinSql(order, ', ')} loop
    ${project(facts, use, 'event')}
  end loop;
  select count(*) into rebuilt from ${qualified(use.idOf('projection'))};
`
    : ''
}  return rebuilt;
end
`,
    comment: projection
      ? 'Makes every current state anew from the events and forgets the snapshots, after a change of how events are read. Returns the number of aggregates.'
      : 'Forgets the snapshots, after a change of how events are read.',
  }
}

export const projection = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...(use.options.projection ? [trigger(facts, use)] : []),
  rebuild(facts, use),
]
