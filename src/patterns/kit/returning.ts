import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'

/**
 * True in a trigger for a row `new` that comes back from an archive as it was in these columns. Undefined where
 * no rows of the table can come back.
 */
export const returned = (facts: Facts, table: Id, columns: readonly Id[]): Sql | undefined => {
  const key = facts.primaryKey(table)?.columns ?? []
  const found = facts.returning(table).flatMap((r): readonly Sql[] => {
    const pairs = [...key, ...columns].map((c) => [c, r.columns.get(c)] as const)
    if (key.length === 0 || pairs.some(([, copy]) => copy === undefined)) return []
    const same = pairs.map(([c, copy]) => sql`r.${name(copy ?? c)} is not distinct from new.${name(c)}`)
    return [sql`exists (select 1 from ${qualified(r.archive)} r where ${joinSql(same, ' and ')})`]
  })
  return found.length > 0 ? joinSql(found, ' or ') : undefined
}
