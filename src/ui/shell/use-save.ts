import { useCallback } from 'react'
import { useApp } from '../kit/app.tsx'

/** The open design as a file, for whoever has to keep it safe. */
export const useSave = () => {
  const app = useApp()
  return useCallback(() => (app.state.getState().open ? app.saveFile() : undefined), [app])
}
