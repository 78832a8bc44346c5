import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Remedy } from '../../compile/api.ts'
import { isSplit, rangeDrops } from '../kit/index.ts'
import { ranged, type U } from './options.ts'
import { bucketName, type Shape, shapeOf } from './shape.ts'

const native: Remedy = {
  remedy: 'options',
  label: "Use PostgreSQL's own partitions",
  set: { engine: 'native' },
}

const seconds: Readonly<Record<string, number>> = {
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
}
/** `90 days` in seconds; undefined for nothing. */
export const lengthOf = (span: string): number | undefined => {
  const m = /^(\d+) (minute|hour|day|week|month|year)s?$/.exec(span)
  return m ? Number(m[1]) * (seconds[m[2] ?? ''] ?? 0) : undefined
}

/** What TimescaleDB's documentation rules out, told before anyone runs the file. */
export const ruledOut = (facts: Facts, use: U): readonly IssueClaim[] => {
  const s = shapeOf(facts, use)
  const t = facts.object('table', use.table)
  if (use.options.engine !== 'timescaledb' || !s || !t) return []
  const issue = (code: string, message: Sql, waysOut: readonly Remedy[]): IssueClaim => ({
    claim: 'issue',
    code: `time-series/${code}`,
    severity: 'error',
    objects: [use.table],
    option: 'engine',
    message,
    waysOut,
  })
  const keep = lengthOf(use.options.keep)
  const chunk = lengthOf(`1 ${use.options.every}`) ?? 0
  return [
    ...(t.rls && use.options.rollup
      ? [
          issue(
            'row-security',
            sql`${name(use.table)} has row-level security, and TimescaleDB keeps no continuous aggregates of such a table. Use PostgreSQL's own partitions, or keep no summaries.`,
            [native, { remedy: 'options', label: 'Keep no summaries', set: { rollup: false } }],
          ),
        ]
      : []),
    ...(keep !== undefined && keep < chunk
      ? [
          issue(
            'kept-too-short',
            sql`${name(use.table)}: values are to be kept for ${use.options.keep}, and a chunk holds a ${use.options.every}; a chunk goes as a whole. Keep them longer, or take smaller chunks.`,
            [{ remedy: 'options', label: 'Keep 90 days', set: { keep: '90 days', every: 'day' } }],
          ),
        ]
      : []),
    ...(use.options.rollup && s.base === 'date' && use.options.bucket !== 'day'
      ? [
          issue(
            'bucket-of-date',
            sql`${name(use.table)}: ${name(s.at.id)} is a date, so a summary covers a day at least.`,
            [{ remedy: 'options', label: 'Sum up by day', set: { bucket: 'day' } }],
          ),
        ]
      : []),
  ]
}

/** Refreshing must not reach back to where chunks are dropped: it would erase the summaries of what is gone. */
const reach = (use: U): number => {
  const keep = lengthOf(use.options.keep)
  const bucket = lengthOf(`1 ${use.options.bucket}`) ?? 60
  const chunk = lengthOf(`1 ${use.options.every}`) ?? 86_400
  return Math.max(3 * bucket, Math.min(3 * chunk, keep === undefined ? 3 * chunk : keep - chunk))
}

/** A name that is put together when the file is run, since only the server can quote it. */
const made = (c: Id, suffix: string): Sql => sql`${literal(c)} || '${suffix}'`

const aggregate = (facts: Facts, use: U, s: Shape): Sql => {
  const alive = facts.alive(use.table)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const view = made(use.table, `_${bucketName(use, s)}`)
  const sums = s.measures.flatMap((c) =>
    (['sum', 'min', 'max'] as const).map((f) => ({
      text: sql`  ${f}(${name(c.id)}) as %I`,
      alias: made(c.id, `_${f}`),
    })),
  )
  const columns: readonly Sql[] = [
    ...s.series.map((c) => sql`  ${name(c.id)}`),
    sql`  time_bucket(interval '1 ${use.options.bucket}', ${name(s.at.id)}) as bucket`,
    sql`  count(*) as samples`,
    ...sums.map((x) => x.text),
  ]
  const groups = [...s.series.map((c) => sql`${name(c.id)}`), sql`bucket`]
  return sql`
do $do$
begin
  execute format($aggregate$
create materialized view %I.%I
with (timescaledb.continuous) as
select
${joinSql(columns, ',\n')}
from ${qualified(use.table)}${alive ? sql`\nwhere ${alive}` : ''}
group by ${joinSql(groups, ', ')}
with no data
$aggregate$, ${literal(schema)}, ${joinSql([view, ...sums.map((x) => x.alias)], ', ')});
end
$do$;

select add_continuous_aggregate_policy(format('%I.%I', ${literal(schema)}, ${view})::regclass,
  start_offset => interval '${String(reach(use))} seconds',
  end_offset => interval '1 ${use.options.bucket}',
  schedule_interval => interval '1 ${use.options.bucket}');
`
}

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  if (use.options.engine === 'native') return rangeDrops(facts, ranged(use))
  const s = shapeOf(facts, use)
  const problems = ruledOut(facts, use)
  if (!s || !isSplit(facts, use)) return []
  const { every, keep, rollup } = use.options
  return [
    ...problems,
    {
      claim: 'file',
      path: `timescaledb/${use.table.replace(/[^a-z0-9]+/gi, '-')}.sql`,
      text: sql`-- Run once after the schema, as the owner, on a server that has TimescaleDB.
create extension if not exists timescaledb;

select create_hypertable(${regclass(use.table)}, by_range(${literal(s.at.id)}, interval '1 ${every}'), migrate_data => true);
${
  keep === ''
    ? sql``
    : sql`
select add_retention_policy(${regclass(use.table)}, drop_after => interval '${keep}');
`
}${rollup && problems.length === 0 ? aggregate(facts, use, s) : sql``}`,
    },
  ]
}
