import { useEffect, useRef, useState } from 'react'
import type { Id } from '../../../store/index.ts'
import { grid } from '../geometry.ts'
import { useScope } from '../scope.ts'
import { leave } from './session.ts'
import { drop, takeLine } from './wait.ts'

interface NoteEditorProps {
  readonly id: Id
  readonly text: string
  /** Takes the text and how high the note has to be for it, in pixels at 100 %. */
  readonly keep: (text: string, height: number) => void
}

/** A note grows with its text up to here; beyond, it scrolls. */
const highest = 480
/** The inset above and below the text. */
const inset = 16

const heightFor = (box: HTMLTextAreaElement | null): number =>
  box && box.scrollHeight > box.clientHeight
    ? Math.min(highest, Math.ceil((box.scrollHeight + inset) / grid) * grid)
    : 0

/** A note's text; kept as it is typed. */
export const NoteEditor = ({ id, text, keep }: NoteEditorProps) => {
  const scope = useScope()
  const [typed, setTyped] = useState(text)
  const ref = useRef<HTMLTextAreaElement>(null)
  const change = (next: string) => {
    setTyped(next)
    keep(next, heightFor(ref.current))
  }
  const now = useRef(change)
  useEffect(() => {
    now.current = change
  })
  useEffect(() => {
    ref.current?.focus({ preventScroll: true })
    const begun = takeLine(scope.ui.getState().editing?.session).text
    drop()
    if (begun !== '') now.current((ref.current?.value ?? '') + begun)
  }, [scope])
  const close = (focus: boolean) => {
    const { editing } = scope.ui.getState()
    if (editing?.node === id) leave(scope, editing.session, focus)
  }
  return (
    <textarea
      ref={ref}
      className="cv-note-input nodrag nopan nowheel"
      aria-label="Note"
      value={typed}
      onChange={(e) => change(e.target.value)}
      onBlur={() => close(false)}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.preventDefault()
        e.stopPropagation()
        close(true)
      }}
    />
  )
}
