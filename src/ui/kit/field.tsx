import { type ReactNode, useId } from 'react'

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

interface FieldProps {
  readonly label: string
  /** Keeps the name for screen readers only, where a table's heading already says it. */
  readonly unseen?: boolean | undefined
  readonly note?: string | undefined
  readonly error?: string | undefined
  readonly children: (ids: FieldIds) => ReactNode
}

/** A control with its label, an explanation and what is wrong, tied together for screen readers. */
export const Field = ({ label, unseen, note, error, children }: FieldProps) => {
  const id = useId()
  const said = error ?? note
  return (
    <div className="field">
      <label htmlFor={id} className={unseen ? 'unseen' : 'field-label'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': said ? `${id}-said` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {said && (
        <span
          id={`${id}-said`}
          className={error ? 'field-error' : 'field-note'}
          role={error ? 'alert' : undefined}
        >
          {said}
        </span>
      )}
    </div>
  )
}
