import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import type { Remedy } from './claims.ts'
import type { DraftIssue, Split, World } from './world.ts'

type Column = Id<'column'>
type Table = Obj<'table'>

export const off: Remedy = { remedy: 'off', label: 'Do not partition the table' }

/** The columns that decide about a row's partition; undefined where an expression does. */
export const splitColumns = (t: Pick<Table, 'partitionBy'> | undefined): readonly Column[] | undefined => {
  const columns = t?.partitionBy?.keys.map((k) => k.column)
  return columns?.every((c) => c !== undefined) ? (columns as readonly Column[]) : undefined
}

/** An issue of a partitioned table; where a use partitions it, switching that off is a way out. */
export const say = (
  w: World,
  split: Split | undefined,
  issue: Pick<DraftIssue, 'code' | 'severity' | 'objects' | 'message'>,
  first?: Remedy,
): void => {
  w.issues.push(
    split
      ? { ...issue, use: split.active.use.id, remedies: first ? [first, off] : [off] }
      : { ...issue, waysOut: [] },
  )
}

/** What a key still has to contain. */
export const missingIn = (
  columns: readonly Column[],
  has: readonly (Column | undefined)[],
): readonly Column[] => columns.filter((c) => !has.includes(c))
