import type { IndexElement, Obj } from '../../catalog/index.ts'
import { type ElementRow, elementOf, elementRows } from './elements.ts'
import { expression } from './fragment.ts'
import { type Ask, defined, flag, type Ids, type Oid, orAbsent, readRows, userSchema } from './read.ts'

interface IndexRow {
  readonly name: string
  readonly path: string
  readonly relation: Oid
  readonly method: string
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly include: readonly number[]
  readonly elements: readonly ElementRow[]
  readonly where: string | null
  readonly comment: string | null
}

const query = `
select ic.relname as name, format('%I.%I', n.nspname, ic.relname) as path, i.indrelid::int8 as relation,
  amname as method, indisunique as unique, indnullsnotdistinct as "nullsNotDistinct",
  (select coalesce(json_agg(k.a order by k.i), '[]') from unnest(i.indkey::int2[]) with ordinality k(a, i)
    where k.i > i.indnkeyatts) as include,
  ${elementRows} as elements, pg_get_expr(indpred, indrelid) as where, obj_description(ic.oid, 'pg_class') as comment
from pg_index i join pg_class ic on ic.oid = i.indexrelid join pg_am am on am.oid = ic.relam
  join pg_namespace n on n.oid = ic.relnamespace
where ${userSchema('n')} and not ic.relispartition
  and not exists (select from pg_constraint x where x.conindid = i.indexrelid and contype in ('p', 'u', 'x'))
order by n.nspname, ic.relname`

const descending = 1
const nullsFirst = 2

const orderOf = (option: number): Pick<IndexElement, 'order' | 'nulls'> => {
  const desc = (option & descending) !== 0
  const first = (option & nullsFirst) !== 0
  return defined({
    order: desc ? ('desc' as const) : undefined,
    nulls: first === desc ? undefined : first ? ('first' as const) : ('last' as const),
  })
}

/** Indexes that no constraint owns. */
export const readIndexes = async (ask: Ask, ids: Ids): Promise<readonly Obj<'index'>[]> =>
  (await readRows<IndexRow>(ask, query)).flatMap((r) => {
    const table = ids.tables.get(r.relation) ?? ids.matviews.get(r.relation)
    if (table === undefined) return []
    const include = ids.columnList(r.relation, r.include)
    return [
      defined({
        kind: 'index' as const,
        id: `index:${r.path}`,
        name: r.name,
        table,
        method: r.method === 'btree' ? undefined : r.method,
        unique: flag(r.unique),
        nullsNotDistinct: flag(r.nullsNotDistinct),
        elements: r.elements.map((e) => ({ ...elementOf(e, r.relation, ids), ...orderOf(e.option) })),
        include: include.length > 0 ? include : undefined,
        where: r.where === null ? undefined : expression(r.where, ids.columnsOf(r.relation), ids.paths),
        comment: orAbsent(r.comment),
      }),
    ]
  })
