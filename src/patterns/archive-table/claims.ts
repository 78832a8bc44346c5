import { name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { beforeTruncate, fromRow, names, steady } from '../kit/index.ts'
import { functions } from './functions.ts'
import { copiesOf, type U } from './tables.ts'

/** The setting from which a plain DELETE takes its reason. */
export const reasonSetting = 'app.archive_reason'

/** `insert into t_archive (…) select …` of a row variable or an alias. */
const keep = (facts: Facts, use: U, row: string): Sql => {
  const copies = copiesOf(facts, use)
  const pairs = steady(facts.columns(use.table)).flatMap((c) => {
    const copy = copies.get(c.id)
    return copy ? [{ column: c.id, copy }] : []
  })
  const { reason } = use.options
  const own = [use.idOf('archived_by'), ...(reason ? [use.idOf('archive_reason')] : [])]
  const why = reason ? sql`, nullif(current_setting('${reasonSetting}', true), '')` : sql``
  return sql`insert into ${qualified(use.idOf('archive'))} (${names([...pairs.map((p) => p.copy), ...own])})
  select ${fromRow(
    row,
    pairs.map((p) => p.column),
  )}${pairs.length > 0 ? ', ' : ''}${facts.actor}${why}`
}

/** Late among the BEFORE triggers: a row that another one keeps is not archived. */
const rowTrigger = (facts: Facts, use: U): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'keep',
  rank: 90,
  table: use.table,
  timing: 'before',
  events: ['delete'],
  definer: true,
  body: sql`
begin
  ${keep(facts, use, 'old')};
  return old;
end
`,
  comment: 'Keeps a deleted row in the archive.',
})

const truncateTrigger = (facts: Facts, use: U): Claim<'rows'> =>
  beforeTruncate({
    role: 'truncate',
    rank: 90,
    table: use.table,
    does: sql`${keep(facts, use, 't')} from ${qualified(use.table)} t;`,
    comment: 'Keeps all rows in the archive when the table is emptied.',
  })

/** Without a key no call can name the row that is to come back. */
const keyless = (use: U): Claim<'rows'> => ({
  claim: 'issue',
  code: 'archive-table/no-key',
  severity: 'error',
  objects: [use.table],
  message: sql`${name(use.table)} has no primary key, so no call can say which row of its archive to restore. Give it one.`,
  waysOut: [{ remedy: 'off', label: 'Switch the archive off' }],
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  rowTrigger(facts, use),
  truncateTrigger(facts, use),
  ...(facts.primaryKey(use.table) ? functions(facts, use, rawSql(`'${reasonSetting}'`)) : [keyless(use)]),
  { claim: 'access', table: use.idOf<'table'>('archive'), app: 'read' },
]
