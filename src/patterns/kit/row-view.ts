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
  const list = joinSql(
    steady(facts.columns(use.table)).map((c) => name(c.id)),
    ',\n  ',
  )
  return [
    {
      claim: 'add',
      kind: 'view',
      role: v.role,
      name: v.name,
      ...(v.comment === undefined ? {} : { comment: v.comment }),
      schema: table.schema,
      securityInvoker: true,
      query: sql`select\n  ${list}\nfrom ${qualified(use.table)}\nwhere ${v.where}`,
    },
  ]
}
