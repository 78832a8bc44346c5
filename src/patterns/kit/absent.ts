import type { Id } from '../../base/index.ts'
import type { Made, Value } from '../../compile/api.ts'

/** A value of the column's type that no row of a proof has. */
export const absentValue = (made: Made, column: Id): Value => {
  const o = made.catalog.get(column)
  const base = o?.kind === 'column' && 'base' in o.type ? o.type.base : 'text'
  if (base === 'uuid') return 'ffffffff-ffff-4fff-bfff-ffffffffffff'
  if (base === 'date') return '1900-01-01'
  if (base.startsWith('timestamp')) return '1900-01-01 00:00:00'
  return /^(smallint|integer|bigint|numeric)$/.test(base) ? -7 : 'no_such_row'
}
