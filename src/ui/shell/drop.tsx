import { useEffect, useState } from 'react'
import { useApp } from '../kit/app.tsx'
import { tell } from '../kit/tell.ts'
import { openFile } from './files.ts'

const holdsFile = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false

/** A design file dropped anywhere is opened. */
export const Drop = () => {
  const app = useApp()
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const enter = (e: DragEvent) => {
      if (!holdsFile(e)) return
      depth += 1
      setOver(true)
    }
    const leave = (e: DragEvent) => {
      if (!holdsFile(e)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (e: DragEvent) => {
      if (holdsFile(e)) e.preventDefault()
    }
    const drop = (e: DragEvent) => {
      if (!holdsFile(e)) return
      e.preventDefault()
      depth = 0
      setOver(false)
      const files = [...(e.dataTransfer?.files ?? [])]
      const [file] = files
      if (files.length > 1) tell('One design at a time: drop a single file. Nothing was opened.', 'error')
      else if (file) void openFile(app, file)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hover)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('drop', drop)
    }
  }, [app])
  return over ? <div className="drop">Drop the design file to open it</div> : null
}
