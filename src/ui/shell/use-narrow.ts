import { useSyncExternalStore } from 'react'

const query = () => matchMedia('(max-width: 899px)')

const subscribe = (changed: () => void): (() => void) => {
  const q = query()
  q.addEventListener('change', changed)
  return () => q.removeEventListener('change', changed)
}

/** Whether side panels have no room and become sheets. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query().matches)
