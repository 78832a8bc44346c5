import type { Clock, Random } from '../base/index.ts'
import type { Engine, EngineKind } from '../engine/index.ts'
import type { Editing } from './editing.ts'
import type { Parts } from './parts.ts'

/** A key-value store that answers at once, such as localStorage. May throw when full or refused. */
export interface KeyValue {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  keys(): readonly string[]
}

/** Messages between the tabs of one origin; a tab does not hear itself. */
export interface Channel {
  post(message: unknown): void
  close(): void
}

/**
 * Asks for an exclusive lock. `held` runs once it is granted, `lost` when another tab
 * stole it. `wait`: in line behind the holder; `try`: now or `refused`; `steal`: from the holder.
 */
export interface LockRequest {
  readonly name: string
  readonly how: 'try' | 'wait' | 'steal'
  readonly held: () => void
  readonly refused?: () => void
  readonly lost?: () => void
}
/** Gives the lock back, or leaves the line. */
export type Release = () => void

/** Cancels what was put off. */
export type Cancel = () => void

/** What the app needs from the world around it. Tests replace any of it. */
export interface Seams {
  readonly clock: Clock
  readonly random: Random
  /** Runs later; 0 ms is a task of its own. */
  readonly later: (ms: number, run: () => void) => Cancel
  /** Runs once what has just changed is on the screen, or soon where nothing is drawn. */
  readonly drawn: (run: () => void) => Cancel
  /** Runs once nothing more urgent is waiting. */
  readonly idle: (run: () => void) => Cancel
  /** The same, and nobody is typing: for what no one has asked for. */
  readonly rest: (run: () => void) => Cancel
  /** Absent where the browser has none or withholds it. */
  readonly indexedDB: IDBFactory | undefined
  readonly local: KeyValue | undefined
  /** Of this tab alone; survives its reload. */
  readonly tab: KeyValue | undefined
  readonly lock: ((request: LockRequest) => Release) | undefined
  readonly channel: ((name: string, hear: (message: unknown) => void) => Channel) | undefined
  /** Asks the browser not to evict what is stored. */
  readonly persist: () => Promise<boolean>
  /** Runs when the page is hidden or about to go. */
  readonly onHide: (run: () => void) => void
  /** Starts an engine in a worker of its own; rejects where that cannot be. `status` tells when it is ended and comes back. */
  readonly spawn: (
    kind: EngineKind,
    status: (now: 'restarting' | 'busy' | 'failed') => void,
  ) => Promise<Engine>
  /** The editing code where it is there from the start; absent, it is loaded when first needed. */
  readonly editing?: Editing
  /** Ways to load parts of the page, in place of the page's own. */
  readonly parts?: Partial<Parts>
  /** Address of the page without its fragment, for links. */
  readonly address: () => string
}
