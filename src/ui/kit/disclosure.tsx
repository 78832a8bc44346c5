import { type ReactNode, useState } from 'react'
import { Icon } from './icon.tsx'
import { RightIcon } from './icons.ts'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly open?: boolean
  /** Told when it is opened or folded, for who keeps that. */
  readonly onOpen?: (open: boolean) => void
  /** Rendered when first opened, so what is folded costs nothing. */
  readonly children: () => ReactNode
}

export const Disclosure = ({ summary, open = false, onOpen, children }: DisclosureProps) => {
  const [seen, setSeen] = useState(open)
  return (
    <details
      className="disclosure"
      open={open}
      onToggle={(e) => {
        if (e.currentTarget.open) setSeen(true)
        onOpen?.(e.currentTarget.open)
      }}
    >
      <summary>
        <Icon of={RightIcon} size={14} className="turn" />
        {summary}
      </summary>
      {seen && children()}
    </details>
  )
}
