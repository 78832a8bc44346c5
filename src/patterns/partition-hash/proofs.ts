import type { Id } from '../../base/index.ts'
import {
  type DataType,
  isUserType,
  joinSql,
  name,
  qualified,
  rawSql,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, Use } from '../../compile/api.ts'
import { app, columnsOf, insert, key, owner, partitionsOf, proof, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** Many values of a type, from the number `g`; undefined where they are not so many. */
const numbered = (type: DataType): Sql | undefined => {
  if (isUserType(type) || type.dims) return undefined
  if (/^(bigint|integer|numeric)$/.test(type.base)) return rawSql(`g::${type.base}`)
  if (type.base === 'uuid') return rawSql('md5(g::text)::uuid')
  if (/^(text|varchar|citext)$/.test(type.base)) return rawSql(`('value ' || g)::${type.base}`)
  if (/^timestamp/.test(type.base))
    return rawSql(`(timestamptz '2026-01-01' + g * interval '1 minute')::${type.base}`)
  return undefined
}

const even = (use: U, made: Made, table: Id, columns: readonly Id<'column'>[]): readonly Proof[] => {
  const types = new Map(columnsOf(made.catalog, table).map((c) => [c.id as Id, c.type]))
  const values = columns.map((c) => {
    const type = types.get(c)
    return type && numbered(type)
  })
  if (values.some((v) => v === undefined)) return []
  const { modulus } = use.options
  const each = 1000
  const list = joinSql(
    values.flatMap((v) => v ?? []),
    ', ',
  )
  return [
    proof(
      use,
      'even',
      sql`The rows of ${name(table)} spread evenly: no partition gets a fifth more or less than its share.`,
      partitionsOf(made.catalog, table)
        .slice(0, 1)
        .map((p) => p.id),
      owner(
        run(
          stmt`select bool_and(abs(n - ${each}) < ${each / 5}), count(*), max(parts) from (
  select count(*) as n, (select count(*) from pg_catalog.pg_inherits where inhparent = ${regclass(table)}::regclass) as parts
  from generate_series(1, ${each * modulus}) g, generate_series(0, ${modulus - 1}) r
  where satisfies_hash_partition(${regclass(table)}::regclass, ${modulus}, r, ${list}) group by r) s`,
          rows(['t', String(modulus), String(modulus)]),
        ),
      ),
    ),
  ]
}

/** Fails unless the plan reads one partition, whichever it is. */
const one = (query: Sql) =>
  run([
    sql`do $prove$
declare
  plan json;
  n integer;
begin
  execute $query$explain (format json) ${query}$query$ into plan;
  select count(distinct s ->> 'Relation Name') into n from jsonb_path_query(plan::jsonb, 'strict $.**') s
  where jsonb_typeof(s) = 'object' and s ? 'Relation Name';
  if n <> 1 then
    raise exception 'the plan reads % partitions', n;
  end if;
end
$prove$`,
  ])

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const t = made.catalog.get(use.table)
  const columns = t?.kind === 'table' ? (t.partitionBy?.keys.flatMap((k) => k.column ?? []) ?? []) : []
  const parts = partitionsOf(made.catalog, use.table).filter((p) => p.why?.use === use.id)
  const first = columns[0]
  if (!first || parts.length === 0) return []
  const table = use.table
  const labels = ['a', 'b', 'c']
  const types = new Map(columnsOf(made.catalog, table).map((c) => [c.id as Id, c.type]))
  const any = columns.map((c) => {
    const type = types.get(c)
    return type && !isUserType(type) && /^(bigint|integer|smallint|numeric)$/.test(type.base)
      ? '7'
      : undefined
  })
  const where = any.every((v) => v !== undefined)
    ? joinSql(
        columns.map((c, i) => sql`${name(c)} = ${any[i] ?? ''}`),
        ' and ',
      )
    : undefined
  return [
    ...even(use, made, table, columns),
    proof(
      use,
      'found',
      sql`Each row of ${name(table)} is in one partition, and found there.`,
      [],
      ...labels.map((l) => app(insert(table, l))),
      ...labels.map((l) =>
        app(run(stmt`select count(distinct tableoid) from ${qualified(table)} where ${key(l)}`, rows(['1']))),
      ),
      app(run(stmt`select count(*) from ${qualified(table)}`, rows([String(labels.length)]))),
    ),
    ...(where
      ? [
          proof(
            use,
            'pruning',
            sql`A query for one row of ${name(table)} by what it is spread by reads one partition.`,
            [],
            owner(one(sql`select * from ${qualified(table)} where ${where}`)),
          ),
        ]
      : []),
  ]
}
