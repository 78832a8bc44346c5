import { Content, Portal, Root, Trigger } from 'radix-ui/popover'
import type { ReactNode } from 'react'

interface PopoverProps {
  readonly label: string
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A panel that floats beside its trigger and leaves the page usable. */
export const Popover = ({ label, trigger, children, side = 'bottom' }: PopoverProps) => (
  <Root>
    <Trigger asChild>{trigger}</Trigger>
    <Portal>
      <Content
        className="float popover"
        side={side}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
      >
        {children}
      </Content>
    </Portal>
  </Root>
)
