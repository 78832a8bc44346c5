import type { Id } from '../base/index.ts'
import { canonicalTypeName, type DataType, isUserType } from '../catalog/index.ts'
import { type Design, type RecordKind, type RecordOf, recordOf } from '../design/index.ts'
import type { WayOut } from './issue.ts'

/** A way out that draws a record anew: made of the record as it is when someone reads the issue, names and all. */
export type Redraw = (design: Design) => readonly WayOut[]

/** `null` deletes the record, `undefined` leaves it: then there is no such way. */
export const redraw =
  <K extends RecordKind>(
    kind: K,
    id: Id,
    label: string,
    to: (record: RecordOf<K>) => RecordOf<K> | null | undefined,
  ): Redraw =>
  (design) => {
    const record = recordOf(design, kind, id)
    const next = record && to(record)
    return next === undefined ? [] : [{ label, changes: [{ id, to: next }] }]
  }

const integers: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint'])

/** Whether PostgreSQL can number a column of the type. */
export const numbers = (type: DataType): boolean =>
  !isUserType(type) && !type.dims && integers.has(canonicalTypeName(type.base))

/** The column with another type; a default or a numbering that was made for the one before goes. */
export const withType = (column: RecordOf<'column'>, type: DataType): RecordOf<'column'> => {
  const { identity, default: _default, ...rest } = column
  return { ...rest, type, ...(identity && numbers(type) ? { identity } : {}) }
}
