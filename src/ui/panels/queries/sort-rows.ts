import type { Rows } from '../../../store/index.ts'

export interface Order {
  readonly column: number
  readonly descending: boolean
}

type Row = Rows['rows'][number]

const numeric = /^(smallint|integer|bigint|numeric|real|double precision|int2|int4|int8|float4|float8|oid)\b/

/** Ascending, then descending, then as the server gave them. */
export const nextOrder = (order: Order | undefined, column: number): Order | undefined => {
  if (order?.column !== column) return { column, descending: false }
  return order.descending ? undefined : { column, descending: true }
}

/** The rows by one column, numbers by value, NULL last. Without an order, as they came. */
export const sortRows = (rows: Rows, order: Order | undefined): readonly Row[] => {
  if (!order) return rows.rows
  const { column, descending } = order
  const byNumber = numeric.test(rows.columns[column]?.type ?? '')
  const compare = (a: string, b: string): number =>
    byNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  return [...rows.rows].sort((x, y) => {
    const [a, b] = [x[column] ?? null, y[column] ?? null]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return descending ? compare(b, a) : compare(a, b)
  })
}
