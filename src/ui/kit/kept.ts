import { useSyncExternalStore } from 'react'
import type { App } from '../../store/index.ts'
import { useApp, useOpen } from './app.tsx'

/**
 * State that a panel has for each design and finds again when it comes back: a panel goes with every other tab of the
 * dock. Lasts as long as the page; `found` is what of it was kept for longer.
 */
export const keptState = <T extends object>(
  first: T,
  found: (app: App, design: string) => Partial<T> = () => ({}),
) => {
  const kept = new Map<string, T>()
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  const stateOf = (app: App, design: string): T => {
    const state = kept.get(design) ?? { ...first, ...found(app, design) }
    kept.set(design, state)
    return state
  }
  /** The state of the open design, and what changes a part of it; the latter stays the design's when another is opened. */
  return (): readonly [T, (part: Partial<T>) => void] => {
    const app = useApp()
    const design = useOpen((o) => o.design.id as string) ?? ''
    const state = useSyncExternalStore(subscribe, () => stateOf(app, design))
    const set = (part: Partial<T>): void => {
      kept.set(design, { ...stateOf(app, design), ...part })
      for (const listener of [...listeners]) listener()
    }
    return [state, set]
  }
}
