import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import { change, recordOf, recordsOf, removal } from '../design/index.ts'
import type { Remedy } from './claims.ts'
import type { Redraw } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { DraftIssue, Split, World } from './world.ts'

type Column = Id<'column'>
type Table = Obj<'table'>

export const off: Remedy = { remedy: 'off', label: 'Do not partition the table' }

/** The columns that decide about a row's partition; undefined where an expression does. */
export const splitColumns = (t: Pick<Table, 'partitionBy'> | undefined): readonly Column[] | undefined => {
  const columns = t?.partitionBy?.keys.map((k) => k.column)
  return columns?.every((c) => c !== undefined) ? (columns as readonly Column[]) : undefined
}

/** A table that was drawn in partitions can be drawn in one piece. */
const inOne =
  (table: Id): Redraw =>
  (design) => {
    const drawn = recordOf(design, 'table', table)
    if (!drawn?.partitionBy) return []
    const { partitionBy: _, ...whole } = drawn
    const parts = recordsOf(design, 'partition').filter((p) => p.table === table)
    return [{ label: off.label, changes: [change(whole), ...parts.map((p) => removal(p.id))] }]
  }

/** An issue of what a partitioned table cannot have; not to partition it is a way out. */
export const say = (
  w: World,
  split: Split | undefined,
  table: Id,
  o: Obj,
  issue: Pick<DraftIssue, 'code' | 'severity' | 'objects' | 'message'>,
  first?: Remedy,
): void => {
  w.issues.push(
    split
      ? { ...issue, use: split.active.use.id, remedies: first ? [first, off] : [off] }
      : { ...issue, ...ridOf(o, inOne(table)) },
  )
}

/** What a key still has to contain. */
export const missingIn = (
  columns: readonly Column[],
  has: readonly (Column | undefined)[],
): readonly Column[] => columns.filter((c) => !has.includes(c))
