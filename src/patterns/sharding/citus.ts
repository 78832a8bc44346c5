import type { Id } from '../../base/index.ts'
import { builtIn, literal, name, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { type Place, planOf, type U } from './plan.ts'
import { citusTroubles } from './troubles.ts'

const table = (use: U): Id<'table'> => use.idOf('plan')
const column = (use: U, role: string): Id<'column'> => use.idOf(`plan:${role}`)
const roles = ['relation', 'kind', 'column', 'together'] as const

export const citusTables: readonly Claim<'tables'>[] = [
  {
    claim: 'table',
    role: 'plan',
    name: sql`shard_plan`,
    holds: 'reference',
    comment: 'How each table is kept when the database is spread over servers.',
  },
]

const names: { readonly [R in (typeof roles)[number]]: string } = {
  relation: 'relation',
  kind: 'kind',
  column: 'distribution_column',
  together: 'colocated_with',
}

export const citusColumns = (use: U): readonly Claim<'columns'>[] =>
  roles.map((role) => ({
    claim: 'column',
    role: `plan:${role}`,
    table: table(use),
    name: rawSql(names[role]),
    type: builtIn('text'),
    ...(role === 'relation' || role === 'kind' ? { notNull: true } : {}),
  }))

export const citusKeys = (use: U): readonly Claim<'keys'>[] => [
  {
    claim: 'add',
    kind: 'key',
    role: 'plan:pk',
    name: '',
    table: table(use),
    primary: true,
    columns: [column(use, 'relation')],
  },
  {
    claim: 'add',
    kind: 'check',
    role: 'plan:check',
    name: sql`shard_plan_kind_check`,
    table: table(use),
    expr: sql`${name(column(use, 'kind'))} in ('distributed', 'reference', 'local') and (${name(column(use, 'kind'))} = 'distributed') = (${name(column(use, 'column'))} is not null)`,
  },
]

const none = rawSql('null')
const values = (t: Id, p: Place): readonly Sql[] => [
  sql`${regclass(t)}`,
  rawSql(`'${p.as}'`),
  p.as === 'distributed' ? sql`${literal(p.by)}` : none,
  p.as === 'distributed' && p.group !== t ? sql`${regclass(p.group)}` : none,
]

export const citusRows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const plan = planOf(facts, use)
  return [
    ...citusTroubles(facts, use, plan),
    { claim: 'access', table: table(use), app: 'read' },
    {
      claim: 'add',
      kind: 'rows',
      role: 'plan:rows',
      name: '',
      table: table(use),
      columns: roles.map((r) => column(use, r)),
      values: [...plan].map(([t, p]) => values(t, p)),
    },
  ]
}

/** The rules of Citus over what the database really holds, so that a change by hand shows before it is deployed. */
const rules = (use: U): Sql => {
  const [relation, kind, by, together] = roles.map((r) => name(column(use, r)))
  if (!relation || !kind || !by || !together) throw new Error('the plan has four columns')
  const plan = qualified(table(use))
  return sql`with plan as (
  select to_regclass(p.${relation}) as rel, p.${kind} as kind, p.${by} as by,
    coalesce(p.${together}, p.${relation}) as together, a.attnum as key
  from ${plan} p
  left join pg_attribute a on a.attrelid = to_regclass(p.${relation}) and a.attname = p.${by} and not a.attisdropped
)
select p.rel as relation, null::text as object, 'the shard key is not a column of the table' as problem
from plan p where p.kind = 'distributed' and p.rel is not null and p.key is null
union all
select p.rel, i.indexrelid::regclass::text, 'a unique key does not hold the shard key'
from plan p join pg_index i on i.indrelid = p.rel and (i.indisunique or i.indisexclusion)
where p.kind = 'distributed' and p.key is not null and not p.key = any (i.indkey::int2[])
union all
select c.rel, f.conname::text, 'a reference does not carry the shard key, or leads to another group'
from plan c join pg_constraint f on f.conrelid = c.rel and f.contype = 'f'
join plan p on p.rel = f.confrelid and p.kind = 'distributed'
where c.kind <> 'distributed' or c.together <> p.together
  or not exists (
    select from unnest(f.conkey, f.confkey) as k(child, parent) where k.child = c.key and k.parent = p.key
  )
union all
select c.rel, f.conname::text, 'a spread table references one that is not on every server'
from plan c join pg_constraint f on f.conrelid = c.rel and f.contype = 'f'
join plan p on p.rel = f.confrelid and p.kind = 'local'
where c.kind = 'distributed'
union all
select p.rel, null, 'a partitioned table cannot be kept on every server'
from plan p join pg_class r on r.oid = p.rel and r.relkind = 'p' where p.kind = 'reference'`
}

export const citusDerived = (facts: Facts, use: U): readonly Claim<'derived'>[] => [
  {
    claim: 'add',
    kind: 'view',
    role: 'violations',
    name: sql`shard_violations`,
    schema: facts.object('table', table(use))?.schema ?? facts.schema,
    query: rules(use),
    comment: 'What Citus would refuse of the plan as the database is now. Empty before a deployment.',
  },
]
