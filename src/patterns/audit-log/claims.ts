import { builtIn, joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless } from '../../compile/api.ts'
import { keyParams, ofTenant, param, pinnedPath } from '../kit/index.ts'
import { recorders } from './triggers.ts'
import { isShared, rowColumns, type U } from './watched.ts'

/** All that the log says of one row: `orders_audit_of(key)`, or `audit_of(table, key list)` for a shared log. */
const reader = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const log = facts.object('table', use.idOf('log'))
  const id = use.idOf<'routine'>('of')
  const key = isShared(use)
    ? []
    : rowColumns(facts, use, use.table).flatMap((c) => facts.object('column', c) ?? [])
  if (!log || (!isShared(use) && key.length === 0)) return []
  const own = (columns: readonly Nameless<'column'>[]): Sql =>
    sql`a.${name(use.idOf('row_key'))} = jsonb_build_array(${joinSql(
      columns.map((_, i) => `$${i + 1}`),
      ', ',
    )})`
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'of',
      name: isShared(use) ? sql`audit_of` : sql`${name(log.id)}_of`,
      schema: log.schema,
      params: isShared(use)
        ? [param(id, 'relation', builtIn('regclass')), param(id, 'row_key', builtIn('jsonb'))]
        : keyParams(id, key),
      returns: sql`setof ${qualified(log.id)}`,
      language: 'sql',
      volatility: 'stable',
      settings: pinnedPath,
      body: sql`
select a.* from ${qualified(log.id)} a
where ${isShared(use) ? sql`a.${name(use.idOf('relation'))} = $1 and a.${name(use.idOf('row_key'))} = $2` : own(key)}${ofTenant(facts, log.id, 'a')}
order by a.${name(use.idOf('audit_id'))}
`,
      comment: 'All that the audit log says of one row, oldest first.',
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...recorders(facts, use),
  ...reader(facts, use),
  { claim: 'access', table: use.idOf<'table'>('log'), app: 'read' },
]
