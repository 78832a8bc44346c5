import type { Id } from '../../base/index.ts'
import { literal, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, OwnedRows } from '../../compile/api.ts'

/** Who called, where a routine runs with its owner's rights. */
const caller = rawSql(
  "case current_setting('role') when 'none' then session_user else current_setting('role')::name end",
)

/**
 * ` and e.owner = …`: rows that the caller may do all of this with, for routines that bypass RLS; nothing where rows belong
 * to no one. `named`: the column that names the owner, where the alias stands for another table.
 */
export const ofOwner = (
  facts: Facts,
  table: Id,
  alias: string,
  commands: readonly (keyof OwnedRows['who'])[],
  named?: (owner: Id<'column'>) => Id,
): Sql => {
  const owned = facts.owned(table)
  const who = commands.map((c) => owned?.who[c] ?? 'everyone')
  if (!owned || who.every((w) => w === 'everyone')) return sql``
  const admin = owned.admin ? sql`pg_has_role(${caller}, ${literal(owned.admin)}, 'member')` : sql`false`
  if (who.includes('admin')) return sql` and ${admin}`
  const own = sql`${alias}.${name(named?.(owned.column) ?? owned.column)} = ${facts.actor}`
  return owned.admin ? sql` and (${own} or ${admin})` : sql` and ${own}`
}
