import { type ComponentProps, type ReactElement, useState } from 'react'
import { late } from './late.tsx'
import type { MenuEntry } from './menu-types.ts'

const Content = late(
  () => import('./menu-content.tsx').then((m) => m.default),
  ({ trigger }) => trigger,
)

interface MenuProps {
  /** Gets the button's props; must pass them to one button. */
  readonly trigger: (props: ComponentProps<'button'>) => ReactElement
  readonly entries: () => readonly MenuEntry[]
  readonly align?: 'start' | 'end'
  /** Where the focus goes on closing, if not to the trigger. */
  readonly onCloseAutoFocus?: (e: Event) => void
}

/** A menu whose machinery is loaded when it is first opened; until then its trigger is a plain button. */
export const Menu = ({ trigger, align = 'start', ...rest }: MenuProps) => {
  const [asked, setAsked] = useState<'key' | 'pointer'>()
  const plain = trigger({
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // A click that no pointer made is Enter or Space.
    onClick: (e) => setAsked(e.detail === 0 ? 'key' : 'pointer'),
    onKeyDown: (e) => {
      if (e.key !== 'ArrowDown') return
      e.preventDefault()
      setAsked('key')
    },
  })
  if (!asked) return plain
  return <Content {...rest} trigger={trigger({})} align={align} byKey={asked === 'key'} />
}
