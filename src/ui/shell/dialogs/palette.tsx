import { Command } from 'cmdk'
import { Content, Description, Portal, Root, Title } from 'radix-ui/dialog'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useApp, useAppParts } from '../../kit/app.tsx'
import { idleOnceCalm } from '../../kit/calm.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { usePatterns } from '../../kit/use-patterns.ts'
import { closeDialog, frame } from '../ui-state.ts'
import { bestItems, type PaletteItem, paletteItems } from './palette-items.ts'

const groups: readonly PaletteItem['group'][] = ['Tables and objects', 'Columns', 'Patterns', 'Commands']

/** What is pressed in it beside the text box leaves the focus in it: from elsewhere Tab would lead out of the dialog. */
const keepFocus = (e: MouseEvent): void => {
  if (!(e.target instanceof HTMLInputElement)) e.preventDefault()
}

/** Closed by another button, it would be gone before that button's menu, which the canvas would show. */
const leaveByMainButton = (e: CustomEvent<{ readonly originalEvent: PointerEvent }>): void => {
  if (e.detail.originalEvent.button !== 0) e.preventDefault()
}

/** At once, not in an effect later: a letter typed between would go to no input. */
const focus = (e: HTMLInputElement | null): void => e?.focus()

/** What is behind is not read out either. Set once the focus has gone from there. */
const hidePage = (): (() => void) => {
  const page = document.getElementById('root')
  page?.setAttribute('aria-hidden', 'true')
  return () => page?.removeAttribute('aria-hidden')
}

/**
 * Find anything, run anything. What makes a dialog of Radix modal styles the whole page anew as it comes and goes,
 * which a command would wait for: here the shade keeps the pointer off the page, and Tab goes round inside.
 */
const Palette = () => {
  const app = useApp()
  const chosen = useRef<PaletteItem>(undefined)
  const onCloseAutoFocus = useFocusReturn(frame.getState().from, () => chosen.current?.lead)
  const patterns = usePatterns()
  // It may be here before the design is, and stays while another tab goes on with it.
  const reach = useAppParts(({ screen, open, selection }) => ({ screen, open, selection }))
  const items = useMemo(() => paletteItems(reach, patterns), [reach, patterns])
  const [typed, setTyped] = useState(frame.getState().typed)
  const [active, setActive] = useState('')
  const shown = useMemo(() => bestItems(items, typed), [items, typed])
  const order = [...groups].sort(
    (a, b) => shown.findIndex((i) => i.group === a) - shown.findIndex((i) => i.group === b),
  )
  const best = shown[0]?.id ?? ''
  useEffect(hidePage, [])
  // What is chosen here shows sooner where no promise is played beside it.
  useEffect(() => app.hold(), [app])
  useEffect(() => setActive(best), [best])
  useEffect(() => {
    const [first] = bestItems(items, frame.getState().typed)
    if (!frame.getState().entered || !first || patterns.length === 0) return
    closeDialog()
    chosen.current = first
    first.run(app)
  }, [app, items, patterns])
  const lit = items.find((i) => i.id === active)
  useEffect(() => (lit?.foresee ? idleOnceCalm(() => lit.foresee?.(app)) : undefined), [app, lit])
  const choose = (item: PaletteItem) => {
    closeDialog()
    chosen.current = item
    item.run(app)
  }
  return (
    <Root open modal={false} onOpenChange={(open) => !open && closeDialog()}>
      <Portal>
        <div className="shade" />
        <Content
          className="dialog palette"
          aria-modal="true"
          onCloseAutoFocus={onCloseAutoFocus}
          onPointerDownOutside={leaveByMainButton}
          onMouseDown={keepFocus}
        >
          <Title className="unseen">Find anything or run a command</Title>
          <Description className="unseen">Type a name. A leading &gt; shows commands only.</Description>
          <Command
            shouldFilter={false}
            loop
            value={active}
            onValueChange={setActive}
            label="Find anything or run a command"
          >
            <Command.Input
              ref={focus}
              className="palette-input"
              value={typed}
              onValueChange={setTyped}
              placeholder="Find anything; > for commands only"
            />
            <Command.List className="palette-list">
              <Command.Empty className="empty">Nothing fits “{typed}”.</Command.Empty>
              {order.map((group) => {
                const members = shown.filter((i) => i.group === group)
                return members.length === 0 ? null : (
                  <Command.Group key={group} heading={group}>
                    {members.map((i) => (
                      <Command.Item
                        key={i.id}
                        value={i.id}
                        onSelect={() => choose(i)}
                        className="palette-item"
                      >
                        {i.icon && <Icon of={i.icon} size={14} className="faint" />}
                        <span className="cut">{i.label}</span>
                        {i.where && <span className="faint cut">{i.where}</span>}
                        {i.keys && <span className="menu-key">{i.keys}</span>}
                      </Command.Item>
                    ))}
                  </Command.Group>
                )
              })}
            </Command.List>
          </Command>
        </Content>
      </Portal>
    </Root>
  )
}
export default Palette
