import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Add, Facts, Use } from '../../compile/api.ts'
import { steady } from './sql.ts'

/** A view of the whole rows of a table for which something holds, read with the reader's rights. */
export const rowView = (
  facts: Facts,
  use: Use<unknown>,
  v: Pick<Add<'view'>, 'role' | 'name' | 'comment'> & { readonly where: Sql },
): readonly Add<'view'>[] => {
  const table = facts.object('table', use.table)
  if (!table) return []
  const { where, ...rest } = v
  const list = steady(facts.columns(use.table)).map((c) => sql`${name(c.id)}`)
  return [
    {
      claim: 'add',
      kind: 'view',
      ...rest,
      schema: table.schema,
      securityInvoker: true,
      query: sql`select\n  ${joinSql(list, ',\n  ')}\nfrom ${qualified(use.table)}\nwhere ${where}`,
    },
  ]
}
