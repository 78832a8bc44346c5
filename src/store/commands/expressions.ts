import { type Id, ok, type Result } from '../../base/index.ts'
import { rawSql, type Sql } from '../../catalog/index.ts'
import type { Context } from './context.ts'

/** The text of an expression with its references as ids, resolved against a table. */
export const expression = (_x: Context, text: string, _table: Id | undefined): Result<Sql, string> =>
  ok(rawSql(text))
