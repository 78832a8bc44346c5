import { useEffect } from 'react'
import type { AnyPattern } from '../../store/index.ts'
import { useApp, useAppState } from './app.tsx'

/**
 * Every pattern of the catalogue, none until all are loaded. What is shown without being asked for takes them
 * `whenever` they come; all else has them loaded now.
 */
export const usePatterns = (when: 'now' | 'whenever' = 'now'): readonly AnyPattern[] => {
  const app = useApp()
  useEffect(() => {
    if (when === 'now') app.loadPatterns()
  }, [app, when])
  return useAppState((s) => s.patterns)
}
