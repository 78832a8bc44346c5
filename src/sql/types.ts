import type { Id } from '../base/index.ts'
import type { Why } from '../catalog/index.ts'

/** One statement of the emitted DDL. */
export interface Statement {
  /** Without a trailing newline, with its semicolon. */
  readonly sql: string
  /** The object it creates or alters. */
  readonly object: Id
  readonly why?: Why
  /** Needs rights beyond the schema owner's: roles and their attributes. Run first, as an administrator. */
  readonly admin?: boolean
  /** Must not run inside a transaction block. */
  readonly alone?: boolean
  /** Ranges of parts inside `sql` (UTF-16 offsets): a column's line in CREATE TABLE, an inline key. */
  readonly parts: readonly Part[]
}
export interface Part {
  readonly from: number
  readonly to: number
  readonly object: Id
  readonly why?: Why
}

/** A range of the whole text with what made it. */
export interface Mapped {
  readonly from: number
  readonly to: number
  readonly object: Id
  readonly why?: Why
}

/** The DDL of a catalog: statements in an order that applies, and the map between text and objects. */
export interface Emitted {
  readonly statements: readonly Statement[]
  /** Statements joined by blank lines, with a final newline. Joined when it is first read, as are the offsets. */
  readonly text: string
  /** UTF-16 offset of each statement in `text`. */
  readonly offsets: readonly number[]
}
