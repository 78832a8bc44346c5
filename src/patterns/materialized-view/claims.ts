import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath, primaryKey, tenantAs } from '../kit/index.ts'
import { type Plan, planOf, type U, viewName } from './plan.ts'

const keepsLog = (facts: Facts, use: U): boolean =>
  use.options.staleness === 'log' && facts.object('table', use.idOf('log')) !== undefined

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  if (use.options.staleness !== 'log' || !planOf(facts, use)) return []
  return [
    {
      claim: 'table',
      role: 'log',
      name: sql`${viewName(facts, use)}_refreshes`,
      holds: 'reference',
      comment: 'When the materialized view was refreshed; the last month of it.',
    },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('log')
  if (!facts.object('table', table)) return []
  return [
    {
      claim: 'column',
      role: 'log:id',
      table,
      name: sql`id`,
      type: builtIn('bigint'),
      notNull: true,
      identity: 'always',
    },
    {
      claim: 'column',
      role: 'log:at',
      table,
      name: sql`refreshed_at`,
      type: builtIn('timestamptz'),
      notNull: true,
      comment: 'When the refresh began: what was committed before is in the view.',
    },
    { claim: 'column', role: 'log:took', table, name: sql`took`, type: builtIn('interval'), notNull: true },
    {
      claim: 'column',
      role: 'log:rows',
      table,
      name: sql`row_count`,
      type: builtIn('bigint'),
      notNull: true,
    },
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('log')
  if (!facts.object('table', table)) return []
  return [
    primaryKey(table, [use.idOf('log:id')], 'log:pk'),
    {
      claim: 'add',
      kind: 'index',
      role: 'log:index',
      name: '',
      table,
      elements: [{ column: use.idOf('log:at') }],
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  facts.object('table', use.idOf('log'))
    ? [{ claim: 'access', table: use.idOf<'table'>('log'), app: 'read' }]
    : []

/** Output columns, or everything where they cannot be told. */
const listed = (plan: Plan, alias: string): Sql =>
  plan.outputs
    ? joinSql(
        plan.outputs.map((o) => sql`${alias}.${o.name}`),
        ', ',
      )
    : sql`${alias}.*`

const schemaOf = (facts: Facts, plan: Plan): Id<'schema'> => {
  for (const r of plan.query.refs) {
    const t = facts.object('table', r.id)
    if (t) return t.schema
  }
  return facts.schema
}

const stored = (use: U, plan: Plan): Sql =>
  use.options.staleness === 'column'
    ? sql`select ${listed(plan, 'q')}, now() as refreshed_at\nfrom (\n${plan.query}\n) q`
    : plan.query

const refresh = (facts: Facts, use: U, plan: Plan): Claim<'derived'> => {
  const view = use.idOf<'matview'>('view')
  const log = qualified(use.idOf('log'))
  const record = sql`
  delete from ${log} l where l.${name(use.idOf('log:at'))} < began - interval '1 month';
  insert into ${log} (${name(use.idOf('log:at'))}, ${name(use.idOf('log:took'))}, ${name(use.idOf('log:rows'))})
  values (began, clock_timestamp() - began, n);`
  const concurrently = sql`if (select c.relispopulated from pg_catalog.pg_class c where c.oid = ${regclass(view)}::regclass) then
    refresh materialized view concurrently ${qualified(view)};
  else
    refresh materialized view ${qualified(view)};
  end if;`
  return {
    claim: 'add',
    kind: 'routine',
    role: 'refresh',
    name: sql`refresh_${viewName(facts, use)}`,
    schema: schemaOf(facts, plan),
    params: [],
    returns: rawSql('bigint'),
    language: 'plpgsql',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: sql`
declare
  began timestamptz := clock_timestamp();
  n bigint;
begin
  ${plan.key.length > 0 ? concurrently : sql`refresh materialized view ${qualified(view)};`}
  select count(*) into n from ${qualified(view)};${keepsLog(facts, use) ? record : ''}
  return n;
end
`,
    comment:
      'Brings the materialized view up to date without locking its readers out, and returns its number of rows.',
  }
}

/** What people read: with the time of the refresh, and for one tenant only its own rows. */
const reader = (facts: Facts, use: U, plan: Plan): readonly Claim<'derived'>[] => {
  const logged = keepsLog(facts, use)
  if ((!logged && !plan.scoped) || (plan.scoped && !plan.tenant)) return []
  const at = logged
    ? sql`,\n  (select max(l.${name(use.idOf('log:at'))}) from ${qualified(use.idOf('log'))} l) as refreshed_at`
    : sql`${use.options.staleness === 'column' && plan.outputs ? ', m.refreshed_at' : ''}`
  const own = plan.tenant
    ? sql`\nwhere m.${plan.tenant.output} = ${tenantAs(facts, plan.tenant.column)}`
    : sql``
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'read',
      name: sql`${viewName(facts, use)}_read`,
      schema: schemaOf(facts, plan),
      query: sql`select ${listed(plan, 'm')}${at}\nfrom ${qualified(use.idOf('view'))} m${own}`,
      ...(plan.scoped ? { securityBarrier: true, owner: facts.maintenanceRole } : {}),
      comment: plan.scoped
        ? 'The rows of the session’s tenant: row-level security does not reach a materialized view.'
        : 'The materialized view with the time of its last refresh.',
    },
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const plan = planOf(facts, use)
  if (!plan)
    return [
      {
        claim: 'issue',
        code: 'materialized-view/nothing-to-count',
        severity: 'error',
        objects: [use.id],
        option: 'query',
        message: sql`There is no reference to count rows along yet. Draw one, or write the query that the view is to keep.`,
        waysOut: [{ remedy: 'off', label: 'Switch the materialized view off' }],
      },
    ]
  const schema = schemaOf(facts, plan)
  return [
    ...plan.issues,
    {
      claim: 'add',
      kind: 'matview',
      role: 'view',
      name: viewName(facts, use),
      schema,
      query: stored(use, plan),
      ...(plan.scoped ? { owner: facts.maintenanceRole } : {}),
      comment: 'As of its last refresh; read it through its view, which says when that was.',
    },
    ...(plan.key.length > 0
      ? [
          {
            claim: 'add',
            kind: 'index',
            role: 'unique',
            name: sql`${viewName(facts, use)}_key`,
            table: use.idOf<'matview'>('view'),
            unique: true,
            elements: plan.key.map((expr) => ({ expr })),
            comment: 'A refresh can tell rows apart by it, so that it need not lock readers out.',
          } as const,
        ]
      : []),
    refresh(facts, use, plan),
    ...reader(facts, use, plan),
  ]
}
