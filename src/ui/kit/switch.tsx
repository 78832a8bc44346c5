import { Root, Thumb } from 'radix-ui/switch'

interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onSet: (on: boolean) => void
  /** The pointer or the focus has come: it may be set next. */
  readonly onNear?: (() => void) | undefined
  readonly disabled?: boolean
  readonly id?: string
}

export const Switch = ({ label, on, onSet, onNear, disabled, id }: SwitchProps) => (
  <Root
    id={id}
    className="switch"
    aria-label={label}
    checked={on}
    disabled={disabled}
    onCheckedChange={onSet}
    onPointerEnter={onNear}
    onFocus={onNear}
  >
    <Thumb />
  </Root>
)
