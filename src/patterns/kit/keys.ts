import type { Id } from '../../base/index.ts'
import { joinSql, name, type Param, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { pinnedType } from './sql.ts'

/** The columns by which a person names a row: the primary key without the tenant. */
export const rowKey = (facts: Facts, table: Id): readonly Nameless<'column'>[] => {
  const scope = facts.scope(table)
  return (facts.primaryKey(table)?.columns ?? []).flatMap((c) =>
    c === scope ? [] : (facts.object('column', c) ?? []),
  )
}

/** One parameter for each column of the row's key, `row_key`, `row_key_2` …, typed like it. */
export const keyParams = (routine: Id, key: readonly Nameless<'column'>[]): readonly Param[] =>
  key.map((c, i) => ({
    id: `${routine}/k${i + 1}` as Id,
    name: i === 0 ? 'row_key' : `row_key_${i + 1}`,
    type: c.type,
  }))

/** The tenant of the session in the type of the column. */
export const tenantAs = (facts: Facts, column: Id): Sql => {
  const type = facts.object('column', column)?.type
  return type ? sql`(${facts.tenant})::${pinnedType(facts, type)}` : facts.tenant
}

/** `id = row_key and tenant_id = …`: just the caller's own row, also for a role that bypasses RLS. */
export const isRow = (facts: Facts, table: Id): Sql => {
  const scope = facts.scope(table)
  const key = rowKey(facts, table)
  return joinSql(
    [
      ...key.map((c, i) => sql`${name(c.id)} = $${i + 1}`),
      ...(scope ? [sql`${name(scope)} = ${tenantAs(facts, scope)}`] : []),
    ],
    ' and ',
  )
}
