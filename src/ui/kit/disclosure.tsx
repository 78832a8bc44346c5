import { type ReactNode, useState } from 'react'
import { Icon } from './icon.tsx'
import { RightIcon } from './icons.ts'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly open?: boolean
  /** Rendered when first opened, so what is folded costs nothing. */
  readonly children: () => ReactNode
}

export const Disclosure = ({ summary, open = false, children }: DisclosureProps) => {
  const [seen, setSeen] = useState(open)
  return (
    <details className="disclosure" open={open} onToggle={(e) => e.currentTarget.open && setSeen(true)}>
      <summary>
        <Icon of={RightIcon} size={14} className="turn" />
        {summary}
      </summary>
      {seen && children()}
    </details>
  )
}
