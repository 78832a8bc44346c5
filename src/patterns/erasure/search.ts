import type { Id } from '../../base/index.ts'
import {
  type Catalog,
  isUserType,
  joinSql,
  mentions,
  type Obj,
  objectsOf,
  qualified,
  sql,
} from '../../catalog/index.ts'
import type { Made, ProofSql, RowHole } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'

/** A value that a proof looks for: text of its own, or what the generator put into a row. */
export type Wanted = string | RowHole

const whole = 'whole_row_of_the_search'

/** How many rows of all tables and materialized views hold one of the values anywhere in their text. */
export const search = (catalog: Catalog, wanted: readonly Wanted[]): ProofSql => {
  const places = [...objectsOf(catalog, 'table'), ...objectsOf(catalog, 'matview')]
  const rows = places.map((t) => sql`select ${whole}::text from ${qualified(t.id)} ${whole}`)
  const value = (w: Wanted): ProofSql => [typeof w === 'string' ? sql`'${w}'` : w]
  const any = wanted.flatMap((w, i) => [
    sql`${i > 0 ? ' or ' : ''}strpos(f.content, (`,
    ...value(w),
    sql`)::text) > 0`,
  ])
  return [sql`select (count(*) > 0)::text from (${joinSql(rows, ' union all ')}) f (content) where `, ...any]
}

const plainText = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && !c.type.dims && ['text', 'varchar'].includes(c.type.base)

const constrained = (catalog: Catalog, c: Id): boolean =>
  [...catalog.values()].some((o) => o.kind === 'check' && mentions(o).includes(c))

export interface Flagged {
  readonly column: Obj<'column'>
  /** A value of its own may be written; else the generator's stands. */
  readonly free: boolean
}

/** Columns of a table whose text can be looked for in the whole database. */
export const searchable = (made: Made, table: Id, flagged: ReadonlySet<Id>): readonly Flagged[] =>
  columnsOf(made.catalog, table)
    .filter((c) => flagged.has(c.id) && !c.generated && plainText(c))
    .map((column) => ({ column, free: !constrained(made.catalog, column.id) && room(column) >= 12 }))

const room = (c: Obj<'column'>): number => (isUserType(c.type) ? 0 : (c.type.mods?.[0] ?? 100))
