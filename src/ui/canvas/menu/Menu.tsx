import { lazy, Suspense } from 'react'
import { useUi } from '../scope.ts'

const Body = lazy(() => import('./MenuBody.tsx'))

/** The menu of whatever was right-clicked or long-pressed, loaded when it is first asked for. */
export const CanvasMenu = () => {
  const menu = useUi((s) => s.menu)
  return <Suspense fallback={null}>{menu && <Body key={menu.key} menu={menu} />}</Suspense>
}
