import type { Element } from '../../catalog/index.ts'
import { expression } from './fragment.ts'
import { defined, type Ids, type Oid, orAbsent } from './read.ts'

/** One key item of an index: a column by number, or an expression where the number is 0. */
export interface ElementRow {
  readonly column: number
  readonly expr: string | null
  readonly opclass: string | null
  readonly collation: string | null
  readonly option: number
}

/**
 * SQL that builds the items of the index `i` as JSON. An operator class or a collation that is the type's or the
 * column's own is null.
 */
export const elementRows = `(
  select coalesce(json_agg(json_build_object(
      'column', k.a,
      'expr', case when k.a = 0 then pg_get_indexdef(i.indexrelid, k.i::int, false) end,
      'opclass', case when not oc.opcdefault then oc.opcname end,
      'collation', (select collname from pg_collation where oid = k.coll and oid <> coalesce(
        (select attcollation from pg_attribute where attrelid = i.indrelid and attnum = k.a and k.a <> 0), 100)),
      'option', k.opt) order by k.i), '[]')
  from unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[])
      with ordinality k(a, cls, coll, opt, i)
    join pg_opclass oc on oc.oid = k.cls
  where k.i <= i.indnkeyatts)`

export const elementOf = (e: ElementRow, relation: Oid, ids: Ids): Element => ({
  ...defined({ opclass: orAbsent(e.opclass), collation: orAbsent(e.collation) }),
  ...(e.expr === null
    ? defined({ column: ids.column(relation, e.column) })
    : { expr: expression(e.expr, ids.columnsOf(relation), ids.paths) }),
})
