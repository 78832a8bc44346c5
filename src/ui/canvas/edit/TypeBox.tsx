import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { commonTypes } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { useScope } from '../scope.ts'
import { drop, takeLine } from './wait.ts'

/** Names that complete what was typed, the everyday types first; the design's own types before PostgreSQL's. */
export const completions = (typed: string, own: readonly string[]): readonly string[] => {
  const text = typed.trim().toLowerCase()
  const all = [...own, ...commonTypes]
  const begins = all.filter((t) => t.toLowerCase().startsWith(text))
  const holds =
    text === '' ? [] : all.filter((t) => !t.toLowerCase().startsWith(text) && t.toLowerCase().includes(text))
  return [...begins, ...holds].slice(0, 8)
}

interface TypeBoxProps {
  readonly value: string
  readonly autoFocus: boolean
  /** Takes the type as text; returns what is wrong with it. */
  readonly keep: (text: string) => string | undefined
  readonly onEnter: () => void
  readonly onEscape: () => void
}

/** A type with completion: arrows choose, Enter or Tab takes, anything else may be typed as SQL. */
export const TypeBox = ({ value, autoFocus, keep, onEnter, onEscape }: TypeBoxProps) => {
  const { now, ui } = useScope()
  const [draft, setDraft] = useState<string>()
  const [chosen, setChosen] = useState(-1)
  const [trouble, setTrouble] = useState<string>()
  const ref = useRef<HTMLInputElement>(null)
  const list = useId()
  useEffect(() => {
    if (!autoFocus) return
    ref.current?.focus({ preventScroll: true })
    const { text } = takeLine(ui.getState().editing?.session)
    drop()
    if (text !== '') setDraft(text)
  }, [autoFocus, ui])

  const own = now.model.items.flatMap((i) =>
    i.view.kind === 'enum' || i.view.kind === 'domain' ? [i.view.name] : [],
  )
  const options = draft === undefined ? [] : completions(draft, own)

  const take = (text: string): boolean => {
    const wrong = text.trim() === value ? undefined : keep(text)
    setTrouble(wrong)
    if (wrong !== undefined) return false
    setDraft(undefined)
    setChosen(-1)
    return true
  }
  const typed = () => options[chosen] ?? draft
  const move = (by: number) => {
    if (draft === undefined) setDraft('')
    else if (options.length > 0) setChosen((c) => (c + by + options.length) % options.length)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(chosen < 0 ? 0 : -1),
    Enter: () => {
      const text = typed()
      if (text === undefined || take(text)) onEnter()
    },
    Escape: () => (draft === undefined ? onEscape() : setDraft(undefined)),
  }
  const onKey = (e: KeyboardEvent) => {
    const run = e.nativeEvent.isComposing ? undefined : keys[e.key]
    if (!run) return
    e.preventDefault()
    e.stopPropagation()
    run()
  }
  return (
    <span className="cv-input-box cv-type-box">
      <input
        ref={ref}
        className="cv-input cv-mono nodrag nopan"
        role="combobox"
        aria-label="Column type"
        aria-expanded={options.length > 0}
        aria-controls={list}
        aria-activedescendant={chosen >= 0 ? `${list}${chosen}` : undefined}
        aria-autocomplete="list"
        aria-invalid={trouble !== undefined}
        value={draft ?? value}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onFocus={(e) => e.currentTarget.select()}
        onChange={(e) => {
          setDraft(e.target.value)
          setChosen(-1)
        }}
        onKeyDown={onKey}
        onBlur={() => {
          const text = typed()
          if (text !== undefined && !take(text)) setDraft(undefined)
        }}
      />
      {options.length > 0 && (
        <div id={list} className="cv-options nowheel" role="listbox" aria-label="Types">
          {options.map((o, i) => (
            <div
              key={o}
              id={`${list}${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              className={classes('cv-option', i === chosen && 'cv-chosen')}
              onPointerDown={(e) => {
                // Keeps the focus in the input: leaving it would take the half-typed text.
                e.preventDefault()
                take(o)
              }}
            >
              {o}
            </div>
          ))}
        </div>
      )}
      {trouble !== undefined && (
        <span role="alert" className="cv-trouble">
          {trouble}
        </span>
      )}
    </span>
  )
}
