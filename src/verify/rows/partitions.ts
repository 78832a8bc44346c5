import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, type Sql, sql } from '../../catalog/index.ts'

const bounded = (s: Sql): boolean => !/^(min|max)value$/i.test(s.text[0] ?? '')

const rangeOf = (column: Id, p: Obj<'partition'>): Sql => {
  const [from, to] = [p.from?.[0], p.to?.[0]]
  const parts = [
    ...(from && bounded(from) ? [sql`${name(column)} >= ${from}`] : []),
    ...(to && bounded(to) ? [sql`${name(column)} < ${to}`] : []),
  ]
  return parts.length > 0 ? joinSql(parts, ' and ') : sql`true`
}

/**
 * The condition under which there is a partition for a row, told by the first column; undefined where every row has
 * one or it cannot be told.
 */
export const partitionRule = (
  table: Obj<'table'>,
  partitions: readonly Obj<'partition'>[],
): Sql | undefined => {
  const column = table.partitionBy?.keys[0]?.column
  const method = table.partitionBy?.method
  if (!column || partitions.length === 0 || method === 'hash') return undefined
  if (partitions.some((p) => !p.from && !p.in)) return undefined
  if (method === 'range')
    return joinSql(
      partitions.map((p) => sql`(${rangeOf(column, p)})`),
      ' or ',
    )
  const values = joinSql(
    partitions.flatMap((p) => p.in ?? []),
    ', ',
  )
  return sql`${name(column)} in (${values})`
}
