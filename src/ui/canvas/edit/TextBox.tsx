import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { classes } from '../../kit/classes.ts'
import { useScope } from '../scope.ts'
import { handOn, takeLine } from './wait.ts'

interface TextBoxProps {
  readonly label: string
  readonly value: string
  readonly trouble?: string | undefined
  readonly className?: string
  readonly placeholder?: string
  readonly autoFocus?: boolean
  readonly onText: (text: string) => void
  readonly onEnter: () => void
  readonly onEscape: () => void
  readonly onLeave?: () => void
  readonly onPaste?: (e: ClipboardEvent<HTMLInputElement>) => void
}

/** A line of text inside a node: keys stay in it, and what is wrong is said below it. */
export const TextBox = ({ autoFocus = true, ...p }: TextBoxProps) => {
  const scope = useScope()
  const ref = useRef<HTMLInputElement>(null)
  const note = useId()
  const [entering, setEntering] = useState(false)
  const now = useRef(p)
  useEffect(() => {
    now.current = p
  })
  useEffect(() => {
    if (!autoFocus) return
    ref.current?.focus({ preventScroll: true })
    ref.current?.select()
    const { text, entered } = takeLine(scope.ui.getState().editing?.session)
    if (text !== '') now.current.onText(text)
    setEntering(entered)
  }, [autoFocus, scope])
  // Once it holds what was typed before it was there.
  useEffect(() => {
    if (!entering) return
    setEntering(false)
    handOn(scope, () => now.current.onEnter())
  }, [entering, scope])
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'Enter') {
      e.preventDefault()
      p.onEnter()
    } else if (e.key === 'Escape') {
      e.preventDefault()
      e.stopPropagation()
      p.onEscape()
    }
  }
  return (
    <span className={classes('cv-input-box', p.className)}>
      <input
        ref={ref}
        className="cv-input nodrag nopan"
        aria-label={p.label}
        aria-invalid={p.trouble !== undefined}
        aria-describedby={p.trouble === undefined ? undefined : note}
        value={p.value}
        placeholder={p.placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(e) => p.onText(e.target.value)}
        onKeyDown={onKey}
        onBlur={p.onLeave}
        onPaste={p.onPaste}
      />
      {p.trouble !== undefined && (
        <span id={note} role="alert" className="cv-trouble">
          {p.trouble}
        </span>
      )}
    </span>
  )
}
