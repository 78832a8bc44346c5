import { type ComponentProps, lazy, type ReactElement, Suspense, useState } from 'react'
import type { MenuEntry } from './menu-types.ts'

const Content = lazy(() => import('./menu-content.tsx'))

interface MenuProps {
  /** Gets the button's props; must pass them to one button. */
  readonly trigger: (props: ComponentProps<'button'>) => ReactElement
  readonly entries: () => readonly MenuEntry[]
  readonly align?: 'start' | 'end'
}

/** A menu whose machinery is loaded when it is first opened; until then its trigger is a plain button. */
export const Menu = ({ trigger, entries, align = 'start' }: MenuProps) => {
  const [asked, setAsked] = useState(false)
  const plain = trigger({
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setAsked(true),
    onKeyDown: (e) => {
      if (e.key !== 'ArrowDown') return
      e.preventDefault()
      setAsked(true)
    },
  })
  if (!asked) return plain
  return (
    <Suspense fallback={plain}>
      <Content trigger={trigger({})} entries={entries} align={align} />
    </Suspense>
  )
}
