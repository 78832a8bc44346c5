import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { beyond, detailAt } from '../detail.ts'
import type { FlowNode } from '../flow-nodes.ts'
import type { Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useScope } from '../scope.ts'

/** The part that lines are drawn in: some screens around what is in sight, kept until the view leaves it. */
const regionFor = (view: Rect, zoom: number, old: Rect | undefined): Rect | undefined => {
  if (detailAt(zoom) === 'block') return undefined
  const inside =
    old &&
    old.x <= view.x &&
    old.y <= view.y &&
    old.x + old.width >= view.x + view.width &&
    old.y + old.height >= view.y + view.height &&
    old.width <= view.width * 4
  if (inside) return old
  const { width, height } = view
  return { x: view.x - width / 2, y: view.y - height / 2, width: width * 2, height: height * 2 }
}

/** How long the view stands still before it counts as at rest, in milliseconds. */
const restMs = 120

/** Follows the viewport: who is to be drawn in which detail, and whether anything is left to see. */
export const Watch = ({ model }: { readonly model: Model }) => {
  const scope = useScope()
  const store = useStoreApi<FlowNode>()
  useEffect(() => {
    let frame = 0
    let rest: number | undefined
    const settle = (view: Rect) => {
      const out = model.items.some((i) => beyond(i.rect, view))
      if (scope.ui.getState().beyond !== out) scope.ui.setState({ beyond: out })
    }
    const look = () => {
      frame = 0
      const { transform, width, height } = store.getState()
      const [x, y, zoom] = transform
      const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
      if (width === 0) return
      if (rest === undefined) settle(view)
      clearTimeout(rest)
      rest = window.setTimeout(() => settle(view), restMs)
      const seen = scope.details.look(model.items, view, zoom)
      const region = regionFor(view, zoom, scope.ui.getState().region)
      const lost = seen === 0 && model.items.length > 0
      const old = scope.ui.getState()
      if (old.lost !== lost || old.region !== region) scope.ui.setState({ lost, region })
    }
    look()
    const stop = store.subscribe((s, before) => {
      if (s.transform === before.transform && s.width === before.width && s.height === before.height) return
      if (frame === 0) frame = requestAnimationFrame(look)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
      clearTimeout(rest)
      scope.details.stop()
    }
  }, [scope, store, model])
  return null
}
