import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

type Look = 'plain' | 'primary' | 'bare' | 'danger' | 'link'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly look?: Look
  readonly small?: boolean
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

export const Button = ({ look = 'plain', small, icon, children, className, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={classes(
      'btn',
      look !== 'plain' && look,
      look === 'danger' && 'bare',
      small && 'small',
      className,
    )}
  >
    {icon && <Icon of={icon} />}
    {children}
  </button>
)

/** The later presses of a double-click do nothing, nor do they take the focus from where the first one led. */
export const once = (run: () => void) => ({
  onMouseDown: (e: MouseEvent) => {
    if (e.detail > 1) e.preventDefault()
  },
  onClick: (e: MouseEvent) => {
    if (e.detail <= 1) run()
  },
})

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon
  /** The accessible name, shown as the tip too unless `tip` says more. */
  readonly label: string
  readonly tip?: string
  readonly small?: boolean
  readonly look?: Look
}

export const IconButton = ({
  icon,
  label,
  tip,
  small,
  look = 'bare',
  className,
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    data-tip={tip ?? label}
    {...rest}
    className={classes('btn square', look !== 'plain' && look, small && 'small', className)}
  >
    <Icon of={icon} />
  </button>
)
