import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, TriggerClaim, Use } from '../../compile/api.ts'

/** The primary key of a table that a pattern makes. */
export const primaryKey = (
  table: Id<'table'>,
  columns: readonly Id<'column'>[],
  role = 'pk',
): Claim<'keys'> => ({ claim: 'add', kind: 'key', role, name: '', table, primary: true, columns })

/** What a record can say was done. */
export const operationCheck = (use: Use<unknown>, table: Id<'table'>): Claim<'keys'> => ({
  claim: 'add',
  kind: 'check',
  role: 'operation:check',
  name: sql`${name(table)}_operation_check`,
  table,
  expr: sql`${name(use.idOf('operation'))} in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')`,
})

/** With the writer's rights, before the table is emptied: no trigger for rows fires then. */
export const beforeTruncate = (
  t: Pick<TriggerClaim, 'role' | 'rank' | 'table' | 'label'> & {
    readonly does: Sql
    readonly comment: string
  },
): Claim<'rows'> => {
  const { does, ...rest } = t
  return {
    claim: 'trigger',
    ...rest,
    timing: 'before',
    events: ['truncate'],
    statement: true,
    definer: true,
    body: sql`
begin
  ${does}
  return null;
end
`,
  }
}
