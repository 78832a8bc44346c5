import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import { checksOf, qualityQuery, type U } from './quality.ts'
import { running } from './running.ts'
import { storage } from './storage.ts'

export const stats = [...storage, ...running]
const schemaOf = (use: U): Id<'schema'> => use.idOf('schema')

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'add',
    kind: 'schema',
    role: 'schema',
    name: sql`${use.options.schema}`,
    comment: 'Views of how the database is doing.',
  },
]

/** pg_stat_statements may be anywhere or nowhere, so that its place is looked up when the function is called. */
const slow = (use: U): Claim<'derived'> => {
  const id = use.idOf<'routine'>('slow')
  return {
    claim: 'add',
    kind: 'routine',
    role: 'slow',
    name: sql`slow_statements`,
    schema: schemaOf(use),
    params: [param(id, 'top', builtIn('integer'), rawSql('20'))],
    returns: rawSql(
      'table (query text, calls bigint, total_ms double precision, mean_ms double precision, rows bigint, hit_percent numeric)',
    ),
    language: 'plpgsql',
    volatility: 'stable',
    settings: pinnedPath,
    body: sql`
declare
  place text;
begin
  select n.nspname into place
  from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
  where e.extname = 'pg_stat_statements';
  if place is null then
    raise notice 'pg_stat_statements is not installed here: see observability/postgresql.conf';
    return;
  end if;
  return query execute format('
    select left(s.query, 1000), s.calls, s.total_exec_time, s.mean_exec_time, s.rows,
      round(100.0 * s.shared_blks_hit / nullif(s.shared_blks_hit + s.shared_blks_read, 0), 1)
    from %I.pg_stat_statements s
    join pg_catalog.pg_database d on d.oid = s.dbid and d.datname = current_database()
    order by s.total_exec_time desc limit $1', place) using $1;
end
`,
    comment: 'The statements that took most time in all, where pg_stat_statements is installed.',
  }
}

/** Under row-level security only maintenance sees the rows of all tenants, so it may look. */
const grants = (facts: Facts, use: U, views: readonly string[]): readonly Claim<'derived'>[] => {
  if (!facts.tables().some((t) => facts.scope(t.id))) return []
  const give = (role: string, on: Id<'schema' | 'view'>, what: string): Claim<'derived'> => ({
    claim: 'add',
    kind: 'grant',
    role: `${role}:grant`,
    name: '',
    on,
    to: facts.maintenanceRole,
    privileges: [what],
  })
  return [give('schema', schemaOf(use), 'usage'), ...views.map((v) => give(v, use.idOf<'view'>(v), 'select'))]
}

const unknown = (facts: Facts, use: U): readonly IssueClaim[] =>
  (['required', 'past', 'currencies'] as const).flatMap((option) => {
    const odd = use.options[option].filter((c) => !facts.object('column', c))
    const timeless =
      option === 'past'
        ? use.options.past.filter((c) => {
            const type = facts.object('column', c)?.type
            return type && ('type' in type || !['timestamptz', 'timestamp', 'date'].includes(type.base))
          })
        : []
    const [first] = timeless
    return [...odd, ...timeless].length === 0
      ? []
      : [
          {
            claim: 'issue',
            code: `observability/${first ? 'no-time' : 'unknown-column'}`,
            severity: 'error',
            objects: [use.id, ...timeless],
            option,
            message: first
              ? sql`${name(first)} holds no time, so it cannot lie in the future. Choose columns of a date or a time.`
              : sql`A column that data quality is to look at is no longer in the design. Choose again.`,
            waysOut: [
              {
                remedy: 'options',
                label: 'Leave it out',
                set: {
                  [option]: use.options[option].filter((c) => !odd.includes(c) && !timeless.includes(c)),
                },
              },
            ],
          } as const,
        ]
  })

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const checks = use.options.quality ? checksOf(facts, use) : []
  const views = [...stats.map((s) => s.name), ...(checks.length > 0 ? ['data_quality'] : [])]
  return [
    ...unknown(facts, use),
    ...stats.map(
      (s): Claim<'derived'> => ({
        claim: 'add',
        kind: 'view',
        role: s.name,
        name: sql`${s.name}`,
        schema: schemaOf(use),
        query: s.query,
        comment: s.comment,
      }),
    ),
    slow(use),
    ...(checks.length > 0
      ? [
          {
            claim: 'add',
            kind: 'view',
            role: 'data_quality',
            name: sql`data_quality`,
            schema: schemaOf(use),
            securityInvoker: true,
            query: qualityQuery(checks),
            comment:
              'How many rows are not what the design means, by rule. Reads whole tables: ask it seldom.',
          } as const,
        ]
      : []),
    ...grants(facts, use, views),
  ]
}
