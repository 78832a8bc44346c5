import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { inSight } from '../act/viewport.ts'
import type { FlowNode } from '../flow-nodes.ts'
import type { Model } from '../model.ts'
import { useScope } from '../scope.ts'

/** Follows the viewport: who is to be drawn in which detail, and whether anything is left to see. */
export const Watch = ({ model }: { readonly model: Model }) => {
  const scope = useScope()
  const store = useStoreApi<FlowNode>()
  useEffect(() => {
    let frame = 0
    const look = () => {
      frame = 0
      const view = inSight(scope)
      const zoom = store.getState().transform[2]
      if (!view || view.width === 0) return
      const seen = scope.details.look(model.items, view, zoom)
      const lost = seen === 0 && model.items.length > 0
      if (scope.ui.getState().lost !== lost) scope.ui.setState({ lost })
    }
    look()
    const stop = store.subscribe((s, before) => {
      if (s.transform === before.transform && s.width === before.width && s.height === before.height) return
      if (frame === 0) frame = requestAnimationFrame(look)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
      scope.details.stop()
    }
  }, [scope, store, model])
  return null
}
