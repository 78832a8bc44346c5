import MenuContent from '../../kit/menu-content.tsx'
import { useScope } from '../scope.ts'
import type { Menu } from '../ui-state.ts'
import { menuEntries } from './entries.ts'

/** The menu itself: a chunk of its own, with the entries and their icons. */
const MenuBody = ({ menu }: { readonly menu: Menu }) => {
  const scope = useScope()
  const anchor = (
    <button
      type="button"
      tabIndex={-1}
      aria-label="Menu of the canvas"
      className="cv-anchor"
      style={{ left: menu.screen.x, top: menu.screen.y }}
    />
  )
  return <MenuContent trigger={anchor} entries={() => menuEntries(scope, menu.target)} align="start" />
}
export default MenuBody
