import type { Id } from '../../base/index.ts'
import { type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'

/**
 * ` and h.id = …`: of the versions that are open, the one that was written first. A statement may hand keys on from row to
 * row where they are checked at its end: until then two rows have one key, and what closes the version of the row that
 * had it must leave that of the row that has it now. Nothing where keys are checked at once.
 */
export const firstOpen = (
  facts: Facts,
  table: Id,
  { history, id, open }: { readonly history: Sql; readonly id: Sql; readonly open: Sql },
): Sql =>
  facts.primaryKey(table)?.deferrable
    ? sql` and ${id} = (select min(${id}) from ${history} where ${open})`
    : sql``
