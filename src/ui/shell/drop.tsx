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
    const hover = (e: DragEvent) => {
      if (!holdsFile(e)) return
      e.preventDefault()
      setOver(true)
    }
    const gone = () => setOver(false)
    // Out of the page, not from one part of it to another.
    const leave = (e: DragEvent) => {
      if (e.relatedTarget === null) gone()
    }
    const drop = (e: DragEvent) => {
      if (!holdsFile(e)) return
      e.preventDefault()
      gone()
      const files = [...(e.dataTransfer?.files ?? [])]
      const [file] = files
      if (files.length > 1) tell('One design at a time: drop a single file. Nothing was opened.', 'error')
      else if (file) void openFile(app, file)
    }
    window.addEventListener('dragover', hover)
    window.addEventListener('dragleave', leave)
    // A drag that Escape ends may leave without a word: no pointer moves while there is one.
    window.addEventListener('pointermove', gone)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hover)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('pointermove', gone)
      window.removeEventListener('drop', drop)
    }
  }, [app])
  return over ? <div className="drop">Drop the design file to open it</div> : null
}
