import { literal, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, PlainFact, UseFact } from '../../compile/api.ts'

const text = (s: string | undefined): Sql =>
  rawSql(s === undefined || s.trim() === '' ? 'null' : quoteLiteral(s))

/** Only what PostgreSQL reads as a day: JavaScript takes the 31st of February for one in March. */
export const day = (s: string | undefined): string | undefined => {
  if (s === undefined || !/^\d{4}-\d\d-\d\d$/.test(s)) return undefined
  const at = Date.parse(`${s}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(s) ? s : undefined
}

/** The columns of a record, in the order of its values. */
export const recordColumns = [
  'id',
  'pattern',
  'title',
  'subject_table',
  'subject_column',
  'status',
  'decided_on',
  'context',
  'decision',
  'consequences',
  'source',
] as const

/** What every record says, from its status on; where people wrote no decision, the choice speaks for itself. */
const told = (record: UseFact['record'], otherwise: string): readonly Sql[] => {
  const on = day(record?.date)
  return [
    text(record?.status ?? 'accepted'),
    on ? sql`date ${quoteLiteral(on)}` : rawSql('null'),
    text(record?.context),
    text(record?.decision?.trim() ? record.decision : otherwise),
    text(record?.consequences),
    text('design'),
  ]
}

/** A pattern that is on, as a record: people's words where there are some, else what the pattern does. */
export const valuesOf = (facts: Facts, u: UseFact): readonly Sql[] => {
  const column = u.target && facts.object('column', u.target)
  const table = column ? column.table : u.target
  return [
    text(u.id),
    text(u.pattern),
    text(u.title),
    table ? sql`${literal(table)}` : rawSql('null'),
    column ? sql`${literal(column.id)}` : rawSql('null'),
    ...told(u.record, u.summary),
  ]
}

/** What was decided for a table without a pattern, by the name of the choice. */
export const plainValues = ({ title, table, record }: PlainFact): readonly Sql[] => [
  text(record.use),
  text(undefined),
  text(title),
  sql`${literal(table)}`,
  rawSql('null'),
  ...told(record, title),
]
