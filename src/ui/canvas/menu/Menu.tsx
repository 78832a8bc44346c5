import { late } from '../../kit/late.tsx'
import { useUi } from '../scope.ts'

const Body = late(() => import('./MenuBody.tsx').then((m) => m.default))

/** The menu of whatever was right-clicked or long-pressed, loaded when it is first asked for. */
export const CanvasMenu = () => {
  const menu = useUi((s) => s.menu)
  return menu && <Body key={menu.key} menu={menu} />
}
