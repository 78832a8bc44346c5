import type { Id } from '../../base/index.ts'
import { joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { rowKey } from './keys.ts'

/** The key of a row as text: its one column, or a JSON array of several. The tenant is no part of it. */
export const keyText = (facts: Facts, table: Id, row: string): Sql => {
  const [first, ...more] = rowKey(facts, table).map((c) => sql`${row}.${name(c.id)}`)
  if (first && more.length === 0) return sql`to_jsonb(${first}) #>> '{}'`
  return sql`jsonb_build_array(${joinSql([...(first ? [first] : []), ...more], ', ')})::text`
}
