import { useMemo, useRef } from 'react'
import type { Id } from '../../../store/index.ts'
import { rectOf } from '../flow-nodes.ts'
import type { EdgeView, Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import type { Moved } from '../ui-state.ts'
import { type Route, routeOf } from './route.ts'

interface Kept {
  readonly edge: EdgeView
  readonly child: Rect
  readonly parent: Rect
  readonly route: Route
}

/** The routes of all foreign keys; only those whose ends moved or changed are computed again. */
export const useRoutes = (model: Model, moved: Moved): ReadonlyMap<Id, Route> => {
  const kept = useRef<ReadonlyMap<Id, Kept>>(new Map())
  return useMemo(() => {
    const next = new Map<Id, Kept>()
    for (const edge of model.edges) {
      const from = model.byId.get(edge.child)
      const to = model.byId.get(edge.parent)
      if (!from || !to) continue
      const child = rectOf(from, moved)
      const parent = rectOf(to, moved)
      const old = kept.current.get(edge.id)
      const same = old && old.edge === edge && old.child === child && old.parent === parent
      next.set(edge.id, same ? old : { edge, child, parent, route: routeOf(edge, child, parent) })
    }
    kept.current = next
    return new Map([...next].map(([id, k]) => [id, k.route]))
  }, [model, moved])
}
