import type { Id } from '../../base/index.ts'
import type { Deferrable, ExclusionElement, FkAction, Obj } from '../../catalog/index.ts'
import { type ElementRow, elementOf, elementRows } from './elements.ts'
import { expression } from './fragment.ts'
import { type Ask, defined, flag, type Ids, type Oid, orAbsent, readRows, userSchema } from './read.ts'

interface ConstraintRow {
  readonly type: 'p' | 'u' | 'c' | 'x' | 'f'
  readonly name: string
  readonly path: string
  readonly relation: Oid
  readonly columns: readonly number[]
  readonly expr: string | null
  readonly noInherit: boolean
  readonly deferrable: boolean
  readonly deferred: boolean
  readonly period: boolean
  readonly target: Oid
  readonly targetColumns: readonly number[]
  readonly onUpdate: string
  readonly onDelete: string
  readonly setColumns: readonly number[]
  readonly match: string
  readonly include: readonly number[]
  readonly nullsNotDistinct: boolean | null
  readonly method: string | null
  readonly elements: readonly ElementRow[]
  readonly operators: readonly string[]
  readonly where: string | null
  readonly comment: string | null
}

const operators = `(select coalesce(json_agg(case when on_.nspname = 'pg_catalog' then oprname
    else format('operator(%I.%s)', on_.nspname, oprname) end order by k.i), '[]')
  from unnest(x.conexclop) with ordinality k(o, i) join pg_operator op on op.oid = k.o join pg_namespace on_ on on_.oid = oprnamespace)`

const numbers = (array: string): string => `coalesce(to_json(${array}), '[]')`

const query = `
select x.contype as type, conname as name, format('%I.%I.%I', n.nspname, c.relname, conname) as path,
  conrelid::int8 as relation, ${numbers('conkey')} as columns, pg_get_expr(conbin, conrelid) as expr, connoinherit as "noInherit",
  condeferrable as deferrable, condeferred as deferred,
  coalesce((to_json(x) ->> 'conperiod')::bool, false) as period,
  confrelid::int8 as target, ${numbers('confkey')} as "targetColumns", confupdtype as "onUpdate", confdeltype as "onDelete",
  ${numbers('confdelsetcols')} as "setColumns", confmatchtype as match,
  (select coalesce(json_agg(k.a order by k.i), '[]') from unnest(i.indkey::int2[]) with ordinality k(a, i)
    where k.i > i.indnkeyatts) as include,
  i.indnullsnotdistinct as "nullsNotDistinct", am.amname as method,
  case when contype = 'x' then ${elementRows} else '[]' end as elements, ${operators} as operators,
  case when contype = 'x' then pg_get_expr(i.indpred, i.indrelid) end as where,
  obj_description(x.oid, 'pg_constraint') as comment
from pg_constraint x join pg_class c on c.oid = conrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_index i on i.indexrelid = x.conindid and contype in ('p', 'u', 'x')
  left join pg_class ic on ic.oid = i.indexrelid left join pg_am am on am.oid = ic.relam
where contype in ('p', 'u', 'c', 'x', 'f') and conparentid = 0 and not c.relispartition and ${userSchema('n')}
order by n.nspname, c.relname, conname`

type Constraint = Obj<'key' | 'check' | 'exclusion' | 'fk'>

const deferral = (r: ConstraintRow): Deferrable | undefined =>
  r.deferred ? 'initially deferred' : r.deferrable ? 'deferrable' : undefined

const actions: Readonly<Record<string, FkAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

const someOf = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined)

const keyOf = (r: ConstraintRow, table: Id<'table'>, ids: Ids): Constraint =>
  defined({
    kind: 'key' as const,
    id: `key:${r.path}`,
    name: r.name,
    table,
    primary: flag(r.type === 'p'),
    columns: ids.columnList(r.relation, r.columns),
    include: someOf(ids.columnList(r.relation, r.include)),
    nullsNotDistinct: flag(r.nullsNotDistinct === true),
    deferrable: deferral(r),
    withoutOverlaps: flag(r.period),
    comment: orAbsent(r.comment),
  })

const checkOf = (r: ConstraintRow, table: Id<'table'>, ids: Ids): Constraint =>
  defined({
    kind: 'check' as const,
    id: `check:${r.path}`,
    name: r.name,
    table,
    expr: expression(r.expr ?? '', ids.columnsOf(r.relation), ids.paths),
    noInherit: flag(r.noInherit),
    comment: orAbsent(r.comment),
  })

const exclusionOf = (r: ConstraintRow, table: Id<'table'>, ids: Ids): Constraint =>
  defined({
    kind: 'exclusion' as const,
    id: `exclusion:${r.path}`,
    name: r.name,
    table,
    method: r.method ?? 'gist',
    elements: r.elements.map(
      (e, i): ExclusionElement => ({ ...elementOf(e, r.relation, ids), operator: r.operators[i] ?? '=' }),
    ),
    where: r.where === null ? undefined : expression(r.where, ids.columnsOf(r.relation), ids.paths),
    deferrable: deferral(r),
    comment: orAbsent(r.comment),
  })

const fkOf = (r: ConstraintRow, table: Id<'table'>, ids: Ids): Constraint | undefined => {
  const references = ids.tables.get(r.target)
  if (references === undefined) return undefined
  return defined({
    kind: 'fk' as const,
    id: `fk:${r.path}`,
    name: r.name,
    table,
    columns: ids.columnList(r.relation, r.columns),
    references,
    refColumns: ids.columnList(r.target, r.targetColumns),
    onDelete: actions[r.onDelete],
    onUpdate: actions[r.onUpdate],
    setColumns: someOf(ids.columnList(r.relation, r.setColumns)),
    matchFull: flag(r.match === 'f'),
    deferrable: deferral(r),
    period: flag(r.period),
    comment: orAbsent(r.comment),
  })
}

const make = { p: keyOf, u: keyOf, c: checkOf, x: exclusionOf, f: fkOf } as const

/**
 * Keys, checks, exclusions and foreign keys; a reference to a partition, which is no object, is left out. NOT NULL
 * is a property of its column.
 */
export const readConstraints = async (ask: Ask, ids: Ids): Promise<readonly Constraint[]> =>
  (await readRows<ConstraintRow>(ask, query)).flatMap((r) => {
    const table = ids.tables.get(r.relation)
    return table === undefined ? [] : (make[r.type](r, table, ids) ?? [])
  })
