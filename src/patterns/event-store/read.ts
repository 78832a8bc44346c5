import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Add, Claim, Facts } from '../../compile/api.ts'
import { callable, ofTenant, param, pinnedPath, tenantAs } from '../kit/index.ts'
import type { U } from './check.ts'
import { folded } from './fold.ts'
import { idType } from './tables.ts'

const column = (use: U, alias: string, table: string, role: string): Sql =>
  sql`${alias}.${name(use.idOf(`${table}:${role}`))}`

/** Folds the events of an aggregate ($1) into `state`, those after a version and up to the time ($2). */
const loop = (facts: Facts, use: U, after: Sql): Sql => {
  const events = use.idOf('events')
  const e = (role: string): Sql => column(use, 'e', 'events', role)
  return sql`for event in
    select e.* from ${qualified(events)} e
    where ${e('aggregate_id')} = $1 and ${e('recorded_at')} <= $2${after}${ofTenant(facts, events, 'e')}
    order by ${e('version')}
  loop
    state := ${folded(use, 'state', 'event')};
  end loop;`
}

const reader = (
  facts: Facts,
  use: U,
  role: string,
  called: string,
  body: Sql,
  comment: string,
): Add<'routine'> => {
  const id = use.idOf(role)
  return {
    claim: 'add',
    kind: 'routine',
    role,
    name: sql`${called}`,
    schema: facts.schema,
    params: [
      param(id, 'aggregate', idType(use)),
      param(id, 'upto', builtIn('timestamptz'), rawSql("'infinity'")),
    ],
    returns: rawSql('jsonb'),
    language: 'plpgsql',
    volatility: 'stable',
    settings: pinnedPath,
    body,
    comment,
  }
}

const replay = (facts: Facts, use: U): Claim<'rows'> =>
  reader(
    facts,
    use,
    'replay',
    'replay',
    sql`
declare
  state jsonb;
  event record;
begin
  ${loop(facts, use, sql``)}
  return state;
end
`,
    'The state of an aggregate from all its events up to a time; NULL where it has none.',
  )

const state = (facts: Facts, use: U): Claim<'rows'> => {
  const snapshots = use.idOf('snapshots')
  const s = (role: string): Sql => column(use, 's', 'snapshots', role)
  return reader(
    facts,
    use,
    'state',
    'aggregate_state',
    sql`
declare
  state jsonb;
  since bigint;
  event record;
begin
  select ${s('state')}, ${s('version')} into state, since
  from ${qualified(snapshots)} s
  where ${s('aggregate_id')} = $1 and ${s('recorded_at')} <= $2${ofTenant(facts, snapshots, 's')}
  order by ${s('version')} desc limit 1;
  ${loop(facts, use, sql` and ${column(use, 'e', 'events', 'version')} > coalesce(since, 0)`)}
  return state;
end
`,
    'The state of an aggregate up to a time, from its last snapshot before and the events since; NULL where it has none.',
  )
}

const snapshot = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const id = use.idOf('snapshot')
  const [events, snapshots] = [use.idOf('events'), use.idOf('snapshots')]
  const scope = facts.scope(snapshots)
  const e = (role: string): Sql => column(use, 'e', 'events', role)
  const target = ['aggregate_id', 'version', 'state', 'recorded_at'].map((r) => use.idOf(`snapshots:${r}`))
  const columns = joinSql([...(scope ? [scope] : []), ...target].map(name), ', ')
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'snapshot',
      name: sql`snapshot_aggregate`,
      schema: facts.schema,
      params: [param(id, 'aggregate_id', idType(use))],
      returns: rawSql('bigint'),
      language: 'sql',
      securityDefiner: true,
      closed: true,
      settings: pinnedPath,
      body: sql`
insert into ${qualified(snapshots)} (${columns})
select ${scope ? sql`${tenantAs(facts, scope)}, ` : ''}$1, ${e('version')}, ${qualified(use.idOf('state'))}($1), ${e('recorded_at')}
from ${qualified(events)} e
where ${e('aggregate_id')} = $1${ofTenant(facts, events, 'e')}
order by ${e('version')} desc limit 1
on conflict do nothing
returning ${name(use.idOf('snapshots:version'))}
`,
      comment:
        'Keeps the state of an aggregate at its last version, and returns the version; NULL where that was kept before.',
    },
    callable(facts, use, 'snapshot'),
  ]
}

export const readers = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  replay(facts, use),
  state(facts, use),
  ...snapshot(facts, use),
]
