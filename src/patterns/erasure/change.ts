import { type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import type { Erased } from './flags.ts'
import { constantOf, isPseudonym, nothing, pseudonym, takesHash } from './values.ts'

/** What erasing leaves of the value, and whether there is anything left to erase. */
export const target = (e: Erased, value: Sql): Sql =>
  e.how === 'null' ? nothing : e.how === 'constant' && e.constant ? e.constant : pseudonym(e.column, value)
export const left = (e: Erased, value: Sql): Sql => {
  if (e.how === 'null') return sql`${value} is not null`
  if (e.how === 'constant' && e.constant) return sql`${value}::text is distinct from (${e.constant})::text`
  return sql`not coalesce(${isPseudonym(value)}, true)`
}

/** A copy that may not be null where its original may. */
export const byForce = (facts: Facts, column: Erased['column']): Erased =>
  takesHash(column)
    ? { column, how: 'hash' }
    : { column, how: 'constant', constant: constantOf(facts, column, '', 'erased') ?? nothing }

export const counted = sql`get diagnostics n = row_count;
  total := total + n;`
