import { canonicalTypeName, isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Nameless } from '../../compile/api.ts'

/** Types without an equality of values: none, or one that compares sizes. */
const incomparable = /^(json|xml|point|line|lseg|box|path|polygon|circle)$/

/** A value of the column in a form that can be compared: as text where its type has no equality. */
export const asComparable = (column: Pick<Nameless<'column'>, 'type'> | undefined, value: Sql): Sql =>
  column && !isUserType(column.type) && incomparable.test(canonicalTypeName(column.type.base))
    ? sql`${value}::text`
    : value

/** `new.a is distinct from old.a`, whatever the column's type. */
export const differs = (column: Pick<Nameless<'column'>, 'type' | 'id'>): Sql => {
  const of = (row: string): Sql => asComparable(column, sql`${row}.${name(column.id)}`)
  return sql`${of('new')} is distinct from ${of('old')}`
}
