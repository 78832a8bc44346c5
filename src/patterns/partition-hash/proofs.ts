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

/** Many values of a type, from the number `g`, each once; undefined where they are not so many. */
const numbered = (type: DataType): Sql | undefined => {
  if (isUserType(type) || type.dims) return undefined
  if (/^(bigint|integer|numeric|real|double precision)$/.test(type.base)) return rawSql(`g::${type.base}`)
  if (type.base === 'uuid') return rawSql('md5(g::text)::uuid')
  if (/^(text|varchar|citext)$/.test(type.base)) return rawSql(`('value ' || g)::${type.base}`)
  if (type.base === 'bytea') return rawSql('int4send(g::integer)')
  if (type.base === 'jsonb') return rawSql('to_jsonb(g::integer)')
  if (type.base === 'inet') return rawSql("inet '10.0.0.0' + g::bigint")
  if (type.base === 'interval') return rawSql("g * interval '1 minute'")
  if (type.base === 'date') return rawSql("date '2026-01-01' + g::integer")
  if (/^timestamp/.test(type.base))
    return rawSql(`(timestamptz '2026-01-01' + g * interval '1 minute')::${type.base}`)
  return undefined
}

/** One value of a type, which the planner knows while it plans. */
const constant = (type: DataType): Sql | undefined => {
  if (isUserType(type) || type.dims) return undefined
  if (type.base === 'smallint') return rawSql('7::smallint')
  if (type.base === 'boolean') return rawSql('true')
  const value = numbered(type)
  return value && rawSql(value.text.join('').replace(/\bg\b/g, '7'))
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

/** The number of the partition that a row or a table is, as PostgreSQL says it. */
const remainder = (tableoid: Sql): Sql =>
  sql`(select substring(pg_get_expr(c.relpartbound, c.oid) from 'remainder ([0-9]+)')::integer from pg_catalog.pg_class c where c.oid = ${tableoid})`

/** Every remainder has its partition, and a row is in that of its own. */
const found = (use: U, columns: readonly Id<'column'>[], parts: readonly Id[]): Proof => {
  const table = use.table
  const { modulus } = use.options
  const hashed = joinSql(
    columns.map((c) => sql`r.${name(c)}`),
    ', ',
  )
  const labels = ['a', 'b', 'c']
  return proof(
    use,
    'found',
    sql`Each row of ${name(table)} has a partition that takes it, is in the one that its hash says, and is found there.`,
    parts.slice(-1),
    owner(
      run(
        stmt`select count(distinct ${remainder(sql`i.inhrelid`)}) from pg_catalog.pg_inherits i where i.inhparent = ${regclass(table)}::regclass`,
        rows([String(modulus)]),
      ),
    ),
    ...labels.map((l) => app(insert(table, l))),
    ...labels.map((l) =>
      app(
        run(
          stmt`select satisfies_hash_partition(${regclass(table)}::regclass, ${modulus}, ${remainder(sql`r.tableoid`)}, ${hashed})::text from ${qualified(table)} r where ${key(l)}`,
          rows(['true']),
        ),
      ),
    ),
  )
}

/** A row looked up by all that it is spread by, whatever the types. */
const pruning = (use: U, made: Made, columns: readonly Id<'column'>[]): readonly Proof[] => {
  const types = new Map(columnsOf(made.catalog, use.table).map((c) => [c.id as Id, c.type]))
  const values = columns.map((c) => {
    const type = types.get(c)
    return type && constant(type)
  })
  if (values.some((v) => v === undefined)) return []
  const where = joinSql(
    columns.map((c, i) => sql`${name(c)} = ${values[i] ?? ''}`),
    ' and ',
  )
  return [
    proof(
      use,
      'pruning',
      sql`A query for one row of ${name(use.table)} by what it is spread by reads one partition.`,
      [],
      owner(one(sql`select * from ${qualified(use.table)} where ${where}`)),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const t = made.catalog.get(use.table)
  const columns = t?.kind === 'table' ? (t.partitionBy?.keys.flatMap((k) => k.column ?? []) ?? []) : []
  const parts = partitionsOf(made.catalog, use.table).filter((p) => p.why?.use === use.id)
  if (columns.length === 0 || parts.length === 0) return []
  return [
    ...even(use, made, use.table, columns),
    found(
      use,
      columns,
      parts.map((p) => p.id),
    ),
    ...pruning(use, made, columns),
  ]
}
