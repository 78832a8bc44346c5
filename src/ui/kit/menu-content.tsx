import {
  CheckboxItem,
  Content,
  Item,
  ItemIndicator,
  Label,
  Portal,
  Root,
  Separator,
  Trigger,
} from 'radix-ui/dropdown-menu'
import { type FocusEvent, type ReactElement, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { CheckIcon } from './icons.ts'
import type { MenuEntry } from './menu-types.ts'

const inside = (e: Extract<MenuEntry, { readonly kind: 'item' }>) => (
  <>
    {e.icon && <Icon of={e.icon} />}
    <span className="cut">{e.label}</span>
    {e.keys && <span className="menu-key">{e.keys}</span>}
  </>
)

const Entry = ({ entry }: { readonly entry: MenuEntry }) => {
  if (entry.kind === 'label') return <Label className="menu-label">{entry.label}</Label>
  if (entry.kind === 'line') return <Separator className="menu-line" />
  if (entry.checked !== undefined) {
    return (
      <CheckboxItem className="menu-item" checked={entry.checked} onSelect={entry.run}>
        {inside(entry)}
        <ItemIndicator className="menu-key">
          <Icon of={CheckIcon} />
        </ItemIndicator>
      </CheckboxItem>
    )
  }
  return (
    <Item
      className={classes('menu-item', entry.danger && 'danger')}
      disabled={entry.disabled ?? false}
      onSelect={entry.run}
    >
      {inside(entry)}
    </Item>
  )
}

interface MenuContentProps {
  readonly trigger: ReactElement
  readonly entries: () => readonly MenuEntry[]
  readonly align: 'start' | 'end'
  /** Opened with the keyboard: the first entry has the focus, as Radix gives it from the second opening on. */
  readonly byKey?: boolean
  /** Where the focus goes on closing, if not to the trigger. */
  readonly onCloseAutoFocus?: (e: Event) => void
}

/** Mounted by the first opening, so it starts open. */
const MenuContent = ({ trigger, entries, align, byKey, onCloseAutoFocus }: MenuContentProps) => {
  const [open, setOpen] = useState(true)
  const first = useRef(byKey)
  const onFocus = (e: FocusEvent) => {
    if (!first.current || e.target !== e.currentTarget) return
    first.current = false
    e.currentTarget.querySelector<HTMLElement>('.menu-item:not([data-disabled])')?.focus()
  }
  return (
    <Root open={open} onOpenChange={setOpen} modal={false}>
      <Trigger asChild>{trigger}</Trigger>
      <Portal>
        <Content
          className="float menu"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onFocus={onFocus}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          {entries().map((e) => (
            <Entry key={e.kind === 'line' ? e.key : e.label} entry={e} />
          ))}
        </Content>
      </Portal>
    </Root>
  )
}
export default MenuContent
