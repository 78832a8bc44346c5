import type { Id, Result } from '../base/index.ts'
import type { Catalog } from '../catalog/index.ts'
import type { Block, Emitted } from '../sql/index.ts'

export type EngineKind = 'pg-mem' | 'pglite'

/** Name and version as people read them, such as `PostgreSQL 18.6` or `pg-mem 3.0.14`. */
export interface EngineInfo {
  readonly kind: EngineKind
  readonly name: string
  readonly version: string
}

/** Something an engine cannot hold or judge, by object. `feature` is a stable code such as `trigger`. */
export interface Gap {
  readonly object: Id
  readonly feature: string
  readonly message: string
}

/** An error as the server gave it. */
export interface SqlError {
  readonly message: string
  /** Absent where the engine gave none and none can be told for sure. */
  readonly sqlstate?: string
  /** 0-based UTF-16 offset into the text that was sent. */
  readonly position?: number
  readonly detail?: string
  readonly hint?: string
  readonly schema?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  /** Which statement of a list failed, 0-based. */
  readonly statement?: number
  /** Text of the statement that failed. */
  readonly sql?: string
  /** Set where the worker was ended: the limit ran out, a newer request replaced it, or a person stopped it. */
  readonly ended?: 'timeout' | 'cancelled' | 'crashed'
}

export interface Rows {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Values as PostgreSQL prints them; NULL is null. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Rows affected, where the statement returns none. */
  readonly affected?: number
  readonly ms: number
  /** The command, such as `SELECT`. */
  readonly command?: string
}

/** Who runs: a database role, with settings made for the transaction. */
export interface Session {
  readonly role?: string
  readonly settings?: Readonly<Record<string, string>>
}

/** What was refused, with the object at fault. */
export interface LoadError extends SqlError {
  readonly object?: Id
  /** The object for want of which it was refused: that one could not be made itself. */
  readonly because?: Id
}

/** The answer to loading a catalog: what was refused, with the object at fault. */
export interface Verdict {
  readonly engine: EngineInfo
  readonly ms: number
  readonly statements: number
  /** How many of them had to be run, the others being held as they are; absent: all. */
  readonly ran?: number
  readonly errors: readonly LoadError[]
  readonly gaps: readonly Gap[]
}

/** What the server said without refusing anything, by RAISE or by itself. */
export interface Notice {
  /** `NOTICE`, `WARNING`, `INFO` … */
  readonly severity: string
  readonly message: string
  readonly detail?: string
  readonly hint?: string
  /** Which statement of the batch was running, 0-based. */
  readonly statement: number
}

/** The first notices, and how many more there were. */
export interface Notices {
  readonly first: readonly Notice[]
  readonly more: number
}

/** A transaction of raw SQL; each statement is run and answered in turn, stopping at the first error. */
export interface Batch {
  readonly session?: Session
  readonly statements: readonly string[]
  /** `commit` (default), `rollback`, or `none`: statements outside any block. */
  readonly end?: 'commit' | 'rollback' | 'none'
  /** Asks for what the server says meanwhile. */
  readonly notices?: boolean
}
export interface BatchResult {
  /** Results of the statements that succeeded. */
  readonly results: readonly Rows[]
  /** The first failure; at COMMIT when `statement` equals the number of statements. */
  readonly error?: SqlError
  /** Where they were asked for, and there were any. */
  readonly notices?: Notices
}

/** Something that a database holds and a catalog cannot. */
export interface LeftOut {
  /** What PostgreSQL calls it: `composite type`, `trigger`, `comment`. */
  readonly kind: string
  /** As SQL names it, with its schema and what it is on. */
  readonly name: string
  /** One sentence. */
  readonly why: string
}

/** What a database holds: as a catalog, and by name whatever the catalog is without. */
export interface Introspection {
  readonly catalog: Catalog
  readonly leftOut: readonly LeftOut[]
}

/**
 * A database that follows the design. Loading replaces everything it holds. The design's DDL runs as
 * `damask_owner`, a role that is neither superuser nor BYPASSRLS; statements marked `admin` run before as
 * the superuser.
 */
export interface Engine {
  readonly info: EngineInfo
  gaps(catalog: Catalog): readonly Gap[]
  /** With `blocks` of the catalog, an engine may make anew only what differs from what it holds. */
  load(catalog: Catalog, emitted: Emitted, blocks?: readonly Block[]): Promise<Verdict>
  /**
   * Runs one batch. A failure is a value; `timeoutMs` and `stop` end the worker, which restarts with the loaded
   * design.
   */
  run(batch: Batch, timeoutMs?: number, stop?: AbortSignal): Promise<BatchResult>
  /**
   * Empties all tables and writes the reference rows again, those of `without` aside; sequences start again, triggers
   * stay silent.
   */
  reset(without?: readonly Id[]): Promise<void>
  /** Rows are not looked at. */
  introspect(): Promise<Result<Introspection, SqlError>>
  /** A load that is under way rests between its statements, or goes on; absent where it cannot. */
  rest?(on: boolean): void
  close(): Promise<void>
}
