import type { Id } from '../../base/index.ts'
import type { WrittenRow } from '../rows/index.ts'

/** A row to try, with what must be there first; or why there is none. */
export type RowCase = {
  readonly label: string
  /** The constraint (a column for NOT NULL and enums) that should refuse; null for the row that should pass. */
  readonly expected: Id | null
} & ({ readonly row: WrittenRow; readonly before: readonly WrittenRow[] } | { readonly impossible: string })

/** What an engine said to one row. */
export interface RowTrial {
  readonly label: string
  /** Values by column id, as text; what the server fills in is absent. */
  readonly values: Readonly<Record<string, string | null>>
  readonly accepted: boolean
  /** The constraint that refused, where the engine named one of the design's. */
  readonly refusedBy?: Id
  readonly message?: string
  readonly sqlstate?: string
  /** For generated cases: the constraint that was expected to refuse; null for the row that should pass. */
  readonly expected?: Id | null
  /** Why the case could not be made: nothing was run. */
  readonly impossible?: string
}
