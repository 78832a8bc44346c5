import type { LucideIcon } from 'lucide-react'

/** A 16 px icon beside text that says the same; it has no name of its own. */
export const Icon = ({
  of: Shape,
  size = 16,
  className,
}: {
  readonly of: LucideIcon
  readonly size?: number
  readonly className?: string | undefined
}) => (
  <Shape
    size={size}
    strokeWidth={1.75}
    aria-hidden="true"
    focusable="false"
    className={`icon ${className ?? ''}`}
  />
)
