import { useState } from 'react'
import { Field } from '../../../kit/field.tsx'

interface DateProps {
  readonly label: string
  /** `yyyy-mm-dd`, or nothing. */
  readonly value: string
  readonly disabled: boolean
  /** Takes the new day, or nothing; returns what is wrong with it. */
  readonly onDate: (date: string) => string | undefined
}

/** A day, taken on Enter and when the input is left: while its year is typed it passes through years nobody meant. */
export const DateInput = ({ label, value, disabled, onDate }: DateProps) => {
  const [draft, setDraft] = useState<string>()
  const [error, setError] = useState<string>()
  const take = (input: HTMLInputElement) => {
    setDraft(undefined)
    setError(input.validity.badInput || input.value === value ? undefined : onDate(input.value))
  }
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <input
          {...ids}
          type="date"
          className="input"
          value={draft ?? value}
          readOnly={disabled}
          onChange={(e) => setDraft(e.target.value)}
          onBlur={(e) => take(e.currentTarget)}
          onKeyDown={(e) => {
            if (e.key === 'Enter') take(e.currentTarget)
          }}
        />
      )}
    </Field>
  )
}
