import { isUserType, name, type Obj, objectsOf, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, columnsOf, count, insert, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './options.ts'

const times: ReadonlySet<string> = new Set(['timestamptz', 'timestamp', 'date'])
const isTime = (c: Obj<'column'>): boolean => !isUserType(c.type) && !c.type.dims && times.has(c.type.base)

/** The time by which the table is to be cut: the chosen one, or the one that its keys were widened by. */
const timeOf = (use: U, made: Made): Obj<'column'> | undefined => {
  const keys = objectsOf(made.catalog, 'key').filter((k) => k.table === use.table)
  return columnsOf(made.catalog, use.table).find(
    (c) =>
      isTime(c) &&
      (use.options.column === undefined
        ? keys.length > 0 && keys.every((k) => k.columns.includes(c.id))
        : c.id === use.options.column),
  )
}

/**
 * The extension is not here: what is shown is that PostgreSQL's catalog has what its documentation asks for, and that
 * the query of its summaries gives what is meant, with a function of this session in the place of `time_bucket`.
 */
export const hypertable = (use: U, made: Made): readonly Proof[] => {
  const at = timeOf(use, made)
  if (use.options.engine !== 'timescaledb' || !at) return []
  const t = use.table
  const relation = regclass(t)
  const [c, bucket] = [name(at.id), use.options.bucket]
  return [
    proof(
      use,
      'keys',
      sql`TimescaleDB can part ${name(t)} by ${name(at.id)}: each unique key holds it.`,
      [],
      owner(
        run(
          stmt`select i.indexrelid::regclass::text from pg_catalog.pg_index i
join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attname = ${{ id: at.id, as: 'literal' }}
where i.indrelid = ${relation}::regclass and (i.indisunique or i.indisexclusion) and not a.attnum = any (i.indkey::int2[])`,
          count(0),
        ),
      ),
    ),
    proof(
      use,
      'plain',
      sql`TimescaleDB can make a hypertable of ${name(t)}: to PostgreSQL it is a plain table without children${use.options.rollup ? sql` and without row-level security, which its summaries do not bear` : ''}.`,
      [],
      owner(
        run(
          stmt`select c.relkind::text, c.relhassubclass::text, (${use.options.rollup ? sql`c.relrowsecurity` : 'false'})::text from pg_catalog.pg_class c where c.oid = ${relation}::regclass`,
          rows(['r', 'false', 'false']),
        ),
      ),
    ),
    proof(
      use,
      'timed',
      sql`No value of ${name(t)} comes without its time, so that each has a chunk to go to.`,
      [],
      app(insert(t, 'a')),
      app(insert(t, 'b', { [at.id]: null }, refused('23502'))),
    ),
    ...(use.options.rollup
      ? [
          proof(
            use,
            'summary',
            sql`Asked as the summaries of ${name(t)} ask, with a stand-in for the function of TimescaleDB, every value is counted once, in the ${bucket} that it is of.`,
            [],
            app(insert(t, 'a'), insert(t, 'b')),
            owner(
              run(
                stmt`create function pg_temp.time_bucket(width interval, at timestamptz) returns timestamptz language sql immutable as 'select date_bin($1, $2, timestamptz ''2000-01-03'')'`,
              ),
              run(
                stmt`select sum(samples)::text, bool_and(bucket <= first and last < bucket + interval '1 ${bucket}')::text from (
  select pg_temp.time_bucket(interval '1 ${bucket}', ${c}) as bucket, count(*) as samples, min(${c}) as first, max(${c}) as last
  from ${qualified(t)} group by bucket) q`,
                rows(['2', 'true']),
              ),
              run(stmt`drop function pg_temp.time_bucket(interval, timestamptz)`),
            ),
          ),
        ]
      : []),
  ]
}
