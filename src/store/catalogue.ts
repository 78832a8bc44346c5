import type { Change } from '../design/index.ts'
import { loadPatterns, registry, unloadedIn, wholeCatalogue } from './registry.ts'
import type { Seams } from './seams.ts'
import { type Store, tell } from './state.ts'

interface Tools {
  readonly store: Store
  readonly seams: Seams
  /** Resolves once PostgreSQL has started. */
  readonly booted: Promise<void>
}

/** When the patterns that no one has asked for are loaded though PostgreSQL has not started, in milliseconds. */
const latestMs = 3000

/** The patterns of the catalogue that the open design does not use: nobody needs them before it is drawn. */
export const createCatalogue = ({ store, seams, booted }: Tools) => {
  const failed = (): void =>
    tell(store, { text: 'Some patterns could not be loaded. Reload the page to try again.', tone: 'error' })
  void wholeCatalogue.then(() => store.setState({ patterns: [...registry.values()] }))
  const load = (): void => {
    if (store.getState().patterns.length === 0) loadPatterns().catch(failed)
  }
  return {
    load,
    /** Loads them when PostgreSQL does not start at the same time any more: its start is what people wait for. */
    loadLater: (): void => {
      void booted.then(() => seams.rest(load))
      seams.later(latestMs, () => seams.rest(load))
    },
    /** Runs what switches on patterns once they are here; false where that is not now. */
    withPatterns: (changes: readonly Change[], run: () => boolean): boolean => {
      const missing = unloadedIn(changes)
      if (missing.length === 0) return run()
      loadPatterns(missing).then(run, failed)
      return false
    },
  }
}
