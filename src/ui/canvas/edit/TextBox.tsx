import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { classes } from '../../kit/classes.ts'

interface TextBoxProps {
  readonly label: string
  readonly value: string
  readonly trouble?: string | undefined
  readonly className?: string
  readonly placeholder?: string
  readonly autoFocus?: boolean
  /** Was typed before the input was there, and stands in place of what it would hold. */
  readonly begun?: string | undefined
  readonly onText: (text: string) => void
  readonly onEnter: () => void
  readonly onEscape: () => void
  readonly onLeave?: () => void
  readonly onPaste?: (e: ClipboardEvent<HTMLInputElement>) => void
}

/** A line of text inside a node: keys stay in it, and what is wrong is said below it. */
export const TextBox = ({ autoFocus = true, ...p }: TextBoxProps) => {
  const ref = useRef<HTMLInputElement>(null)
  const note = useId()
  useEffect(() => {
    if (!autoFocus) return
    ref.current?.focus({ preventScroll: true })
    ref.current?.select()
  }, [autoFocus])
  const { begun, onText } = p
  const taken = useRef(false)
  useEffect(() => {
    if (begun === undefined || taken.current) return
    taken.current = true
    onText(begun)
  }, [begun, onText])
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
