import { type ClipboardEvent, type KeyboardEvent, memo, type ReactNode, useId, useState } from 'react'
import { classes } from './classes.ts'
import { Field } from './field.tsx'

interface Common {
  readonly label: string
  readonly unseen?: boolean
  readonly note?: string | undefined
  readonly disabled?: boolean
  readonly mono?: boolean
  readonly quiet?: boolean
}

export interface TextProps extends Common {
  readonly value: string
  /** Takes the new text; returns what is wrong with it, which is shown while the text stays as typed. */
  readonly onText: (text: string) => string | undefined
  /** `type`: at every key press. `done`: on Enter and when the input is left. */
  readonly when?: 'type' | 'done'
  readonly placeholder?: string
  readonly lines?: number
  /** Several lines that are pasted are taken at once, as they are: an input of one line would join them. */
  readonly pastesLines?: boolean
  readonly list?: readonly string[]
  readonly onEnter?: (() => void) | undefined
  readonly onKey?: ((e: KeyboardEvent<HTMLElement>) => void) | undefined
  /** Takes the keys when it appears: a person has just asked for it. */
  readonly focused?: boolean
}

/** What a text input keeps while it is edited: the draft survives a refusal until it is left or Escape. */
const useDraft = ({ value, onText, when = 'type' }: Pick<TextProps, 'value' | 'onText' | 'when'>) => {
  const [draft, setDraft] = useState<string>()
  const [error, setError] = useState<string>()
  const take = (text: string): boolean => {
    const wrong = text === value ? undefined : onText(text)
    setError(wrong)
    return wrong === undefined
  }
  return {
    shown: draft ?? value,
    error,
    type: (text: string) => {
      setDraft(text)
      if (when === 'type') take(text)
    },
    leave: () => {
      if (when === 'done' && draft !== undefined && !take(draft)) return
      setDraft(undefined)
      if (when === 'type') setError(undefined)
    },
    enter: (): boolean => {
      if (draft === undefined) return true
      if (!take(draft)) return false
      setDraft(undefined)
      return true
    },
    paste: (text: string) => {
      if (take(text)) setDraft(undefined)
    },
    reset: () => {
      setDraft(undefined)
      setError(undefined)
    },
  }
}

const focusOnce = (e: HTMLInputElement | null): void => e?.focus()

/** Long, and the same from one key press to the next. */
const Completions = memo(({ id, list }: { readonly id: string; readonly list: readonly string[] }) => (
  <datalist id={id}>
    {list.map((t) => (
      <option key={t} value={t} />
    ))}
  </datalist>
))
Completions.displayName = 'Completions'

/** Text beyond this may be cut in a list's narrow input; the tip shows the whole. */
const longText = 14

/** A text input whose text is the model's, live or on leaving. Escape gives up the draft. */
export const TextInput = (p: TextProps) => {
  const d = useDraft(p)
  const listId = useId()
  const onKeyDown = (e: KeyboardEvent<HTMLElement>) => {
    p.onKey?.(e)
    if (e.defaultPrevented) return
    if (e.key === 'Escape' && d.shown !== p.value) {
      e.stopPropagation()
      d.reset()
    }
    if (e.key === 'Enter' && (p.lines ?? 1) === 1 && d.enter()) p.onEnter?.()
  }
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData('text/plain').trim()
    if (!p.pastesLines || !text.includes('\n')) return
    e.preventDefault()
    d.paste(text)
  }
  const className = classes('input', p.mono && 'mono', p.quiet && 'quiet-input')
  return (
    <Field label={p.label} unseen={p.unseen} note={p.note} error={d.error}>
      {(ids) =>
        (p.lines ?? 1) > 1 ? (
          <textarea
            {...ids}
            className={className}
            rows={p.lines}
            value={d.shown}
            placeholder={p.placeholder}
            readOnly={p.disabled}
            spellCheck={!p.mono}
            onChange={(e) => d.type(e.target.value)}
            onBlur={d.leave}
            onKeyDown={onKeyDown}
          />
        ) : (
          <>
            <input
              {...ids}
              type="text"
              className={className}
              data-tip={p.quiet && d.shown.length > longText ? d.shown : undefined}
              value={d.shown}
              placeholder={p.placeholder}
              readOnly={p.disabled}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              ref={p.focused ? focusOnce : undefined}
              list={p.list ? listId : undefined}
              onChange={(e) => d.type(e.target.value)}
              onBlur={d.leave}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
            />
            {p.list && <Completions id={listId} list={p.list} />}
          </>
        )
      }
    </Field>
  )
}

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  readonly disabled?: boolean
}

interface SelectProps<T extends string> extends Common {
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChoose: (value: T) => void
}

/** The platform's own list: works with touch, keyboard and screen readers as people know it. */
export const Select = <T extends string>(p: SelectProps<T>) => (
  <Field label={p.label} unseen={p.unseen} note={p.note}>
    {(ids) => (
      <select
        {...ids}
        className={classes('input', p.mono && 'mono', p.quiet && 'quiet-input')}
        value={p.value}
        disabled={p.disabled}
        onChange={(e) => {
          const chosen = p.choices.find((c) => c.value === e.target.value)
          if (chosen) p.onChoose(chosen.value)
        }}
      >
        {p.choices.map((c) => (
          <option key={c.value} value={c.value} disabled={c.disabled}>
            {c.label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

interface CheckProps {
  readonly label: ReactNode
  readonly on: boolean
  readonly onSet: (on: boolean) => void
  readonly disabled?: boolean
  readonly tip?: string
  readonly name?: string
}

export const Check = ({ label, on, onSet, disabled, tip, name }: CheckProps) => (
  <label className="check" data-tip={tip}>
    <input
      type="checkbox"
      aria-label={name}
      checked={on}
      disabled={disabled}
      onChange={(e) => onSet(e.target.checked)}
    />
    {label !== '' && <span>{label}</span>}
  </label>
)

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChoose: (value: T) => void
}

/** A few choices side by side: radio buttons, so arrow keys move. */
export const Segments = <T extends string>({ label, value, choices, onChoose }: SegmentsProps<T>) => {
  const name = useId()
  return (
    <fieldset className="segments">
      <legend className="unseen">{label}</legend>
      {choices.map((c) => (
        <label key={c.value}>
          <input
            type="radio"
            className="unseen"
            name={name}
            checked={c.value === value}
            onChange={() => onChoose(c.value)}
          />
          <span className="segment">{c.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
