import { lazy, Suspense } from 'react'
import { useScope, useUi } from '../scope.ts'
import { menuEntries } from './entries.ts'

const Content = lazy(() => import('../../kit/menu-content.tsx'))

/** The menu of whatever was right-clicked or long-pressed, loaded when it is first asked for. */
export const CanvasMenu = () => {
  const scope = useScope()
  const menu = useUi((s) => s.menu)
  if (!menu) return null
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
    <Suspense fallback={null}>
      <Content
        key={menu.key}
        trigger={anchor}
        entries={() => menuEntries(scope, menu.target)}
        align="start"
      />
    </Suspense>
  )
}
