import type { Json } from '../../../src/design/index.ts'
import type { Shop } from '../shop.ts'

/** The tables of the shop that patterns go onto. */
export type Site = 'orders' | 'visits'
export type Options = Readonly<Record<string, Json>>

/** SQL that does what an issue advises against, on PostgreSQL as it stands. */
export interface Naive {
  /** Made by the engine, which sees to it that they work. */
  readonly extensions?: readonly string[]
  readonly setup: readonly string[]
  /** Refused with this SQLSTATE, or accepted although `promise` then does not hold: the query gives true. */
  readonly then:
    | { readonly refused: string; readonly state: string }
    | { readonly breaks: string; readonly promise: string }
}

/** How the tests switch one pattern on, and what it looks like when someone else wrote it. */
export interface Case {
  /** For the whole design, for a table, or for the named column of it. */
  readonly at: 'design' | 'table' | { readonly column: string }
  /** Where it can go; `visits` alone for what cannot be on a referenced table. */
  readonly sites?: readonly Site[]
  readonly options?: (s: Shop, site: Site) => Options
  /** Options under which every promise has something to stand on; beside `options`. */
  readonly guarded?: (s: Shop, site: Site) => Options
  /** The same thing in SQL that is not ours: statements end in `;` and a line break. */
  readonly byHand: {
    readonly sql: string
    /** `table` or `table.column`; absent for the whole design. */
    readonly target?: string
    readonly options: Readonly<Record<string, unknown>>
  }
  /**
   * Why its issues are right, by code: what goes wrong where someone writes it all the same. Every issue in which a
   * pair of patterns ends needs an entry, its own or in `naive.ts`.
   */
  readonly naive?: Readonly<Record<string, Naive>>
  /** Where detect must find what it made itself, if not where it was switched on; `false`: it cannot be seen. */
  readonly own?: string | false
}
