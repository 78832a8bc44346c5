import type { Id } from '../../base/index.ts'
import { joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'
import { isKeeper } from './keeper.ts'
import { raise } from './sql.ts'

/** The setting that tells append-only tables that a person's values are being erased. */
export const erasingSetting = 'app.erasing'
/** True in a trigger while a person's values are being erased, by who may. */
export const isErasing: Sql = sql`current_setting('${erasingSetting}', true) = 'on' and ${isKeeper}`

interface AppendOnly {
  readonly table: Id<'table'>
  /** All columns but those in which an erasure may take values away. */
  readonly fixed: readonly Id[]
}

/**
 * Rows that are written once: UPDATE, DELETE and TRUNCATE are refused to everyone, the owner too. An erasure may
 * rewrite the other columns. Privileges keep the application away; this keeps the owner from a slip.
 */
export const appendOnly = ({ table, fixed }: AppendOnly): readonly Claim<'rows'>[] => {
  const no = raise(
    '23001',
    'Rows of this table are written once: they are never changed or removed.',
    'Write another row that says what is different now.',
  )
  const row = (of: string): Sql =>
    sql`(${joinSql(
      fixed.map((c) => sql`${of}.${name(c)}`),
      ', ',
    )})`
  return [
    {
      claim: 'trigger',
      role: 'immutable',
      rank: 5,
      table,
      timing: 'before',
      events: ['update', 'delete'],
      body: sql`
begin
  if tg_op = 'UPDATE' and ${isErasing} and ${row('new')} is not distinct from ${row('old')} then
    return new;
  end if;
  ${no}
end
`,
      comment: 'Written rows stay as they are; only an erasure may take values out of them.',
    },
    {
      claim: 'trigger',
      role: 'untruncated',
      rank: 5,
      table,
      timing: 'before',
      events: ['truncate'],
      statement: true,
      body: sql`
begin
  ${no}
end
`,
      comment: 'The table cannot be emptied.',
    },
  ]
}
