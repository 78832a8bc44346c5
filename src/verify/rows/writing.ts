import type { Id } from '../../base/index.ts'
import type { Made } from '../../compile/index.ts'
import type { Known } from '../expr/index.ts'
import type { Cell, Cells, WrittenRow } from './cell.ts'
import type { TableShape } from './shape.ts'

/** What a script has written so far. Numbers are handed out once, so texts are the same in every run. */
export interface Writing {
  readonly made: Made
  readonly rows: WrittenRow[]
  next(): number
}

export const newWriting = (made: Made): Writing => {
  let last = 1000
  return { made, rows: [], next: () => ++last }
}

/** What the row must have beside what its table demands. */
export interface Wish {
  /** The current tenant's key. */
  readonly tenant?: Known
  /** Columns that must hold a value of which the script knows. */
  readonly wanted?: ReadonlySet<Id>
  /** A check that the row must break, and it alone. */
  readonly breaks?: Id
  /** A reference for which no parent is made. */
  readonly dangles?: Id
  /** The row is to be refused for what is given. */
  readonly refused?: boolean
}

export interface Completed {
  readonly row: WrittenRow
  /** Parents to insert first, in order. */
  readonly requires: readonly WrittenRow[]
}
export interface NoRow {
  readonly table: Id
  readonly because: string
}

/** One row on its way: what is given and what the search may choose. */
export interface Draft {
  readonly w: Writing
  readonly shape: TableShape
  readonly n: number
  /** Values that stand: given by the caller or by the row's tenant. */
  readonly cells: Map<Id, Cell>
  /** What the caller himself gave: its consequences are his. */
  readonly explicit: ReadonlySet<Id>
  readonly wish: Wish
}

/** The given values and the row's tenant. */
export const startCells = (w: Writing, shape: TableShape, given: Cells, wish: Wish): Map<Id, Cell> => {
  const cells = new Map(given)
  const scope = w.made.traits.scopes.get(shape.table.id)
  if (scope && !cells.has(scope) && wish.tenant !== undefined) cells.set(scope, { value: wish.tenant })
  return cells
}
