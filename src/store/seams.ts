import type { Clock, Random } from '../base/index.ts'

/** A key-value store that answers at once, such as localStorage. May throw when full or refused. */
export interface KeyValue {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Cancels what was put off. */
export type Cancel = () => void

/** What the app needs from the world around it. Tests replace any of it. */
export interface Seams {
  readonly clock: Clock
  readonly random: Random
  /** Runs later; 0 ms is a task of its own. */
  readonly later: (ms: number, run: () => void) => Cancel
  /** Runs once nothing more urgent is waiting. */
  readonly idle: (run: () => void) => Cancel
}

const browserIdle = (run: () => void): Cancel => {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: 2000 })
    return () => cancelIdleCallback(handle)
  }
  const handle = setTimeout(run, 50)
  return () => clearTimeout(handle)
}

/** The browser's own. */
export const browserSeams = (): Seams => ({
  clock: () => Date.now(),
  random: (n) => crypto.getRandomValues(new Uint8Array(n)),
  later: (ms, run) => {
    const handle = setTimeout(run, ms)
    return () => clearTimeout(handle)
  },
  idle: browserIdle,
})
