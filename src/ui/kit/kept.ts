import { useSyncExternalStore } from 'react'
import { useOpen } from './app.tsx'

/**
 * State that a panel has for each design and finds again when it comes back: a panel goes with every other tab of the
 * dock. Lasts as long as the page.
 */
export const keptState = <T extends object>(first: T) => {
  const kept = new Map<string, T>()
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  const stateOf = (design: string): T => kept.get(design) ?? first
  /** The state of the open design, and what changes a part of it; the latter stays the design's when another is opened. */
  return (): readonly [T, (part: Partial<T>) => void] => {
    const design = useOpen((o) => o.design.id as string) ?? ''
    const state = useSyncExternalStore(subscribe, () => stateOf(design))
    const set = (part: Partial<T>): void => {
      kept.set(design, { ...stateOf(design), ...part })
      for (const listener of [...listeners]) listener()
    }
    return [state, set]
  }
}
