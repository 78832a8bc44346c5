import type { Id } from '../../base/index.ts'
import { type DataType, rawSql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'

/** A column of a companion table, in short. */
export interface PlainColumn {
  readonly type: DataType
  readonly need?: true
  readonly default?: string
  readonly comment?: string
}

/** The columns of a companion, by name; each has its name as its role, after `prefix`. */
export const plainColumns = (
  table: Id<'table'>,
  shapes: Readonly<Record<string, PlainColumn>>,
  prefix = '',
): readonly Claim<'columns'>[] =>
  Object.entries(shapes).map(([called, c]) => ({
    claim: 'column',
    role: `${prefix}${called}`,
    table,
    name: sql`${called}`,
    type: c.type,
    ...(c.need ? { notNull: true } : {}),
    ...(c.default === undefined ? {} : { default: rawSql(c.default) }),
    ...(c.comment === undefined ? {} : { comment: c.comment }),
  }))
