import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, TriggerClaim, Use } from '../../compile/api.ts'

/** The primary key of a table of records: a number of its own for each, in the column of that role. */
export const recordKey = (use: Use<unknown>, table: Id<'table'>, column: string): Claim<'keys'> => ({
  claim: 'add',
  kind: 'key',
  role: 'pk',
  name: '',
  table,
  primary: true,
  columns: [use.idOf(column)],
})

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
