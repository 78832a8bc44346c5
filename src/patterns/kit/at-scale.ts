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

/** Values that differ from copy to copy, by type; undefined where the type is too narrow for as many. */
const fresh = (c: Obj<'column'>): Sql | undefined => {
  if (isUserType(c.type) || c.type.dims) return undefined
  const { base, mods: [size, scale = 0] = [] } = c.type
  if (/^(integer|bigint)$/.test(base)) return sql`900000 + ${nth}`
  if (base === 'smallint') return sql`20000 + ${nth}`
  if (base === 'numeric') return size === undefined || size - scale > 5 ? sql`900000 + ${nth}` : undefined
  if (/^(text|varchar|citext|char)$/.test(base)) {
    const room = size ?? (base === 'char' ? 1 : 9)
    return room > 8 ? sql`'copy ' || ${nth}` : room > 3 ? nth : undefined
  }
  if (base === 'uuid') return sql`gen_random_uuid()`
  if (base === 'bytea') return sql`int4send(900000 + ${nth})`
  if (base === 'date') return sql`${name(c.id)} + ${nth}`
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

/** The tenant of the row `a`, where rows have one: what a policy adds to a query. */
export const ofRow = (made: Made, table: Id<'table'>): ProofSql => {
  const scope = made.traits.scopes.get(table)
  return scope ? stmt` and ${name(scope)} = ${cell('a', scope)}` : []
}

/** A query with what its plan has to do once the table is full. */
export interface Planned {
  readonly query: ProofSql
  /** `index`: go by the index. `scan`: read the whole table. */
  readonly by: 'index' | 'scan'
}

interface Full {
  /** Of the row `a`, of which all others are copies. */
  readonly first: Parameters<typeof insert>[2]
  /** What differs from copy to copy, in terms of `nth`; keys differ by themselves. */
  readonly values: ReadonlyMap<Id, Sql>
  readonly index: Id
  readonly plans: readonly Planned[]
}

/**
 * What keeps copies out, or plans from the index: checks of what differs from copy to copy, as of how a name may be
 * written, and row security, since operators that are not leakproof wait until it is passed.
 */
const unguarded = (made: Made, table: Id<'table'>, unlike: ReadonlyMap<Id, Sql>): Sql => {
  const t = made.catalog.get(table)
  const checks = objectsOf(made.catalog, 'check').filter(
    (c) => c.table === table && c.expr.refs.some((r) => unlike.has(r.id)),
  )
  const off = [
    ...checks.map((c) => sql`drop constraint ${name(c.id)}`),
    ...(t?.kind === 'table' && t.rls === 'forced' ? [sql`no force row level security`] : []),
  ]
  return off.length > 0 ? sql`\n    alter table ${qualified(table)} ${joinSql(off, ', ')};` : sql``
}

const isOfIndex = (index: Id, oid: Sql): Sql =>
  sql`${oid} = ${regclass(index)}::regclass or pg_partition_root(${oid}) = ${regclass(index)}::regclass`

/** Fails unless the plan does what it has to. */
const shown = (index: Id, { query, by }: Planned): ProofSql => [
  sql`
    execute $query$explain (format json) `,
  ...query,
  sql`$query$ into plan;
    select exists (
      select from jsonb_path_query(plan::jsonb, '$.**."Index Name"') as n
      join pg_catalog.pg_class c on c.relname = n #>> '{}'
      where ${isOfIndex(index, sql`c.oid`)}
    ) into by_index;
    if ${by === 'index' ? 'not by_index' : sql`by_index or not plan::jsonb @? '$.**."Node Type" ? (@ == "Seq Scan")'`} then
      raise exception 'the plan is %', plan;
    end if;`,
]

/**
 * Transactions that fill the table with copies of the row `a`, which they write, tell the planner, and look at plans;
 * then all but the row is taken back. Undefined where the table's rules allow no copies.
 */
export const atScale = (
  made: Made,
  table: Id<'table'>,
  { first, values, index, plans }: Full,
): readonly Transaction[] | undefined => {
  const columns = columnsOf(made.catalog, table).filter((c) => !c.generated)
  const unlike = varied(made, columns, table)
  if (!unlike) return undefined
  const list = columns.map((c) => c.id)
  const filled = list.map((c) => values.get(c) ?? unlike.get(c) ?? sql`${name(c)}`)
  const identity = columns.some((c) => c.identity === 'always') ? ' overriding system value' : ''
  return [
    maintenance(insert(table, 'a', first)),
    owner(
      run([
        ...stmt`do $prove$
#variable_conflict use_column
declare
  plan json;
  by_index boolean;
begin
  begin${unguarded(made, table, unlike)}
    insert into ${qualified(table)} (${joinSql(list.map(name), ', ')})${identity}
    select ${joinSql(filled, ', ')} from ${qualified(table)}, generate_series(1, ${crowdOf(made, table)}) as copies(copy_nr) where ${key('a')};
    perform gin_clean_pending_list(c.oid) from pg_catalog.pg_class c join pg_catalog.pg_am m on m.oid = c.relam
    where c.relkind = 'i' and m.amname = 'gin' and (${isOfIndex(index, sql`c.oid`)});
    analyze ${qualified(table)};`,
        ...plans.flatMap((p) => shown(index, p)),
        sql`
    raise exception using errcode = 'UNDO1';
  exception when sqlstate 'UNDO1' then
    null;
  end;
end
$prove$`,
      ]),
    ),
  ]
}
