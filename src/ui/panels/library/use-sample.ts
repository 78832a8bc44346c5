import { useEffect, useState } from 'react'
import type { Sample } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'

/** The pattern on a small design; undefined until it is made. */
export const useSample = (pattern: string): Sample | undefined => {
  const app = useApp()
  const [made, setMade] = useState<{ readonly pattern: string; readonly sample: Sample }>()
  useEffect(() => {
    let shown = true
    void app
      .samples()
      .then((s) => s.of(pattern))
      .then((sample) => shown && setMade({ pattern, sample }))
    return () => {
      shown = false
    }
  }, [app, pattern])
  return made?.pattern === pattern ? made.sample : undefined
}
