import type { Id } from '../../base/index.ts'
import { canonicalTypeName, type DataType, isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'

/** Types whose equality is not that of what was written: none, one that compares sizes, or one for which A is a. */
const unlike = /^(json|xml|point|line|lseg|box|path|polygon|circle|citext)$/

/** A domain may, wrongly, stand on itself. */
const isUnlike = (facts: Facts, type: DataType, seen: readonly Id[] = []): boolean => {
  if (!isUserType(type)) return unlike.test(canonicalTypeName(type.base))
  const domain = seen.includes(type.type) ? undefined : facts.object('domain', type.type as Id<'domain'>)
  return domain !== undefined && isUnlike(facts, domain.type, [...seen, type.type])
}

/** A value of the column in a form in which every change shows: as text where its type's equality would hide one. */
export const asComparable = (
  facts: Facts,
  column: Pick<Nameless<'column'>, 'type'> | undefined,
  value: Sql,
): Sql => (column && isUnlike(facts, column.type) ? sql`${value}::text` : value)

/** `new.a is distinct from old.a`, whatever the column's type. */
export const differs = (
  facts: Facts,
  column: Pick<Nameless<'column'>, 'type' | 'id'>,
  [now, before]: readonly [string, string] = ['new', 'old'],
): Sql => {
  const of = (row: string): Sql => asComparable(facts, column, sql`${row}.${name(column.id)}`)
  return sql`${of(now)} is distinct from ${of(before)}`
}
