import { Root, Thumb } from 'radix-ui/switch'

interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onSet: (on: boolean) => void
  readonly disabled?: boolean
  readonly id?: string
}

export const Switch = ({ label, on, onSet, disabled, id }: SwitchProps) => (
  <Root
    id={id}
    className="switch"
    aria-label={label}
    checked={on}
    disabled={disabled}
    onCheckedChange={onSet}
  >
    <Thumb />
  </Root>
)
