import type { Id } from '../../base/index.ts'
import {
  isUserType,
  joinSql,
  name,
  type Obj,
  objectsOf,
  qualified,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, ProofSql, Transaction } from '../../compile/api.ts'
import { cell, columnsOf, insert, key, maintenance, owner, run, stmt } from './proof.ts'

/** Enough for a sequential scan to cost more than a look into an index, be it one of several partitions. */
const crowdOf = (made: Made, table: Id<'table'>): number => {
  const t = made.catalog.get(table)
  return t?.kind === 'table' && t.partitionBy ? 2000 : 1000
}

/** The number of a copied row, from 1 on. */
export const nth: Sql = sql`copy_nr`

/** Values that differ from copy to copy, by type. */
const fresh = (c: Obj<'column'>): Sql | undefined => {
  const base = isUserType(c.type) || c.type.dims ? '' : c.type.base
  if (/^(integer|bigint|numeric)$/.test(base)) return sql`900000 + ${nth}`
  if (/^(text|varchar|citext)$/.test(base)) return sql`'copy ' || ${nth}`
  if (base === 'uuid') return sql`gen_random_uuid()`
  if (base === 'bytea') return sql`int4send(900000 + ${nth})`
  return /^timestamp/.test(base) ? sql`${name(c.id)} + ${nth} * interval '1 second'` : undefined
}

/** What no two rows may share. */
const rules = (made: Made, table: Id): readonly (readonly Id[])[] => {
  const keys = objectsOf(made.catalog, 'key').filter((k) => k.table === table)
  const indexes = objectsOf(made.catalog, 'index').filter((i) => i.table === table && i.unique)
  const exclusions = objectsOf(made.catalog, 'exclusion').filter((x) => x.table === table)
  const inExpr = (e: { readonly column?: Id; readonly expr?: Sql }): readonly Id[] =>
    e.column ? [e.column] : (e.expr?.refs ?? []).map((r) => r.id)
  return [
    ...keys.map((k) => k.columns),
    ...indexes.map((i) => i.elements.flatMap(inExpr)),
    ...exclusions.map((x) => x.elements.flatMap((e) => (e.operator === '=' ? inExpr(e) : []))),
  ].map((columns) => columns.map((c) => made.traits.standIns.get(c) ?? c))
}

/** A column of each rule that can differ in every copy; undefined where a rule has none. */
const varied = (
  made: Made,
  columns: readonly Obj<'column'>[],
  table: Id,
): ReadonlyMap<Id, Sql> | undefined => {
  const refers = new Set<Id>(
    objectsOf(made.catalog, 'fk').flatMap((f) => (f.table === table ? f.columns : [])),
  )
  const out = new Map<Id, Sql>()
  for (const rule of rules(made, table)) {
    if (rule.some((c) => out.has(c))) continue
    const one = columns.find((c) => rule.some((r) => r === c.id) && !refers.has(c.id) && fresh(c))
    const value = one && fresh(one)
    if (!one || !value) return undefined
    out.set(one.id, value)
  }
  return out
}

/**
 * Transactions that fill the table with copies of the row `a`, which they write, and tell the planner. `values` says
 * what differs, in terms of `nth`. Undefined where the table's rules allow no copies. Row security is passed by, since it
 * keeps operators that are not leakproof from the index.
 */
export const crowded = (
  made: Made,
  table: Id<'table'>,
  first: Parameters<typeof insert>[2],
  values: ReadonlyMap<Id, Sql>,
): readonly Transaction[] | undefined => {
  const columns = columnsOf(made.catalog, table).filter((c) => !c.generated)
  const unlike = varied(made, columns, table)
  if (!unlike) return undefined
  const list = columns.map((c) => c.id)
  const filled = list.map((c) => values.get(c) ?? unlike.get(c) ?? sql`${name(c)}`)
  const identity = columns.some((c) => c.identity === 'always') ? ' overriding system value' : ''
  return [
    maintenance(insert(table, 'a', first)),
    maintenance(
      run([
        ...stmt`insert into ${qualified(table)} (${joinSql(list.map(name), ', ')})${identity}
select ${joinSql(filled, ', ')} from ${qualified(table)}, generate_series(1, ${crowdOf(made, table)}) as copies(copy_nr) where ${key('a')}`,
      ]),
    ),
  ]
}

/** Statistics of the rows that are there; entries that wait to go into a GIN index go. */
export const analyzed = (table: Id, index: Id): Transaction =>
  owner(
    run(stmt`select gin_clean_pending_list(c.oid) from pg_catalog.pg_class c join pg_catalog.pg_am m on m.oid = c.relam
where c.relkind = 'i' and m.amname = 'gin' and (c.oid = ${regclass(index)}::regclass or pg_partition_root(c.oid) = ${regclass(index)}::regclass)`),
    run(stmt`analyze ${qualified(table)}`),
  )

/** The tenant of the row `a`, where rows have one: what a policy adds to a query. */
export const ofRow = (made: Made, table: Id<'table'>): ProofSql => {
  const scope = made.traits.scopes.get(table)
  return scope ? stmt` and ${name(scope)} = ${cell('a', scope)}` : []
}

/** Fails unless the plan of the query goes by the index, or (with `by: 'scan'`) reads the whole table. */
export const planned = (query: ProofSql, index: Id, by: 'index' | 'scan'): Transaction =>
  maintenance(
    run([
      sql`do $prove$
declare
  plan json;
  by_index boolean;
begin
  execute $query$explain (format json) `,
      ...query,
      sql`$query$ into plan;
  select exists (
    select from jsonb_path_query(plan::jsonb, '$.**."Index Name"') as n
    join pg_catalog.pg_class c on c.relname = n #>> '{}'
    where c.oid = ${regclass(index)}::regclass or pg_partition_root(c.oid) = ${regclass(index)}::regclass
  ) into by_index;
  if ${by === 'index' ? 'not by_index' : sql`by_index or not plan::jsonb @? '$.**."Node Type" ? (@ == "Seq Scan")'`} then
    raise exception 'the plan is %', plan;
  end if;
end
$prove$`,
    ]),
  )
