import type { Act, History } from '../history.ts'

/** A design in the library. `deleted`: since when it waits to be brought back or thrown away. */
export interface Card {
  readonly id: string
  readonly name: string
  readonly tables: number
  readonly changed: number
  readonly deleted?: number
  /** It came by file or link: nothing of it is run before the person asks for it. */
  readonly held?: boolean
  /** Who draws here: the author of new ids. */
  readonly author: string
  /** Grows with each tab that takes the design over; a tab of an older epoch may no longer write. */
  readonly epoch: number
}

/** One act with its place in the order of all acts on the design. */
export interface Entry {
  readonly seq: number
  readonly author: string
  readonly act: Act
}

/** The design up to and with `seq`, as the text of its file. */
export interface Snapshot {
  readonly id: string
  readonly seq: number
  readonly text: string
  readonly history: History
}

export interface Stored {
  readonly card: Card
  readonly snapshot: Snapshot
  /** Acts after the snapshot, in order. */
  readonly entries: readonly Entry[]
}

/** `fenced`: a tab of a newer epoch writes now. `missing`: the store no longer knows the design. */
export type Outcome = 'kept' | 'fenced' | 'missing'

/** Where designs are kept. Methods reject when the store fails. */
export interface Shelf {
  list(): Promise<readonly Card[]>
  read(id: string): Promise<Stored | undefined>
  /** The design as a whole; acts up to the snapshot are dropped. */
  put(card: Card, snapshot: Snapshot): Promise<Outcome>
  /** Begins to write before it returns. */
  append(card: Card, entries: readonly Entry[]): Promise<Outcome>
  /** Changes a card; without one of that id nothing happens. */
  update(id: string, change: (card: Card) => Card): Promise<Card | undefined>
  drop(id: string): Promise<void>
}

/** Said where an address names a design that another browser keeps, or that is gone. */
export const notHere =
  'This design is not stored in this browser. In the browser that has it, Share makes a link that opens anywhere.'
