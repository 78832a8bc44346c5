import type { EngineKind } from '../types.ts'
import type { BootOptions } from './protocol.ts'

/** The page's end of the line to one worker. */
export interface Line {
  post(message: unknown): void
  terminate(): void
}

export interface LineEvents {
  readonly message: (data: unknown) => void
  /** The worker threw outside of a request, could not be loaded, or sent what cannot be read. */
  readonly failed: (message: string) => void
}

/** Starts a worker. */
export type Spawn = (events: LineEvents) => Line

/** Calls back after a time; the result calls it off. */
export type After = (ms: number, callback: () => void) => () => void

export const realAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}

export interface EngineOptions extends BootOptions {
  /** How long a start may take. */
  readonly bootTimeoutMs?: number
  /** How long a load, a reset or an introspection may take. */
  readonly workTimeoutMs?: number
  readonly after?: After
}

/** `restarting`: the worker was ended and comes back with the design that it held. */
export type EngineStatus = 'booting' | 'ready' | 'busy' | 'restarting' | 'failed' | 'closed'

export const engineNames: Readonly<Record<EngineKind, string>> = { 'pg-mem': 'pg-mem', pglite: 'PostgreSQL' }
