import { useEffect, useState } from 'react'
import { type AnyPattern, loadPatterns } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'

/** Every pattern of the catalogue, once all are loaded. */
export const usePatterns = (): readonly AnyPattern[] => {
  const { registry } = useApp()
  const [all, setAll] = useState<readonly AnyPattern[]>([])
  useEffect(() => {
    let shown = true
    void loadPatterns().then(() => shown && setAll([...registry.values()]))
    return () => {
      shown = false
    }
  }, [registry])
  return all
}
