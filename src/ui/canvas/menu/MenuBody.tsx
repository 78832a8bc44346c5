import MenuContent from '../../kit/menu-content.tsx'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { useScope } from '../scope.ts'
import type { Menu } from '../ui-state.ts'
import { menuEntries } from './entries.ts'

/** The menu itself: a chunk of its own, with the entries and their icons. */
const MenuBody = ({ menu }: { readonly menu: Menu }) => {
  const scope = useScope()
  // The anchor cannot be seen: the focus goes back to the table, unless an entry has put it into an editor.
  const onCloseAutoFocus = useFocusReturn()
  const anchor = (
    <button
      type="button"
      tabIndex={-1}
      aria-label="Menu of the canvas"
      className="cv-anchor"
      style={{ left: menu.screen.x, top: menu.screen.y }}
    />
  )
  return (
    <MenuContent
      trigger={anchor}
      entries={() => menuEntries(scope, menu.target)}
      align="start"
      onCloseAutoFocus={onCloseAutoFocus}
    />
  )
}
export default MenuBody
