import { Check, type Choice } from '../../../kit/inputs.tsx'

interface ToggleListProps<T extends string> {
  readonly label: string
  readonly empty?: string
  readonly choices: readonly Choice<T>[]
  readonly value: readonly T[]
  readonly disabled?: boolean
  readonly onSet: (value: readonly T[]) => void
}

/** Any of a few. The order of the choices is kept. */
export const ToggleList = <T extends string>({
  label,
  empty,
  choices,
  value,
  disabled = false,
  onSet,
}: ToggleListProps<T>) => (
  <fieldset className="field">
    <legend className="field-label">{label}</legend>
    <div className="row wrap">
      {choices.length === 0 && <span className="faint">{empty}</span>}
      {choices.map((c) => (
        <Check
          key={c.value}
          label={c.label}
          on={value.includes(c.value)}
          disabled={disabled}
          onSet={(on) =>
            onSet(choices.map((x) => x.value).filter((v) => (v === c.value ? on : value.includes(v))))
          }
        />
      ))}
    </div>
  </fieldset>
)
