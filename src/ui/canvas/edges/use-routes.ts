import { useMemo, useRef } from 'react'
import type { Id } from '../../../store/index.ts'
import { rectOf } from '../flow-nodes.ts'
import { sameList } from '../model/share.ts'
import type { EdgeView, Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import type { Moved } from '../ui-state.ts'
import { lanesOf } from './lanes.ts'
import { type Route, routeOf } from './route.ts'

interface Kept {
  readonly edge: EdgeView
  readonly child: Rect
  readonly parent: Rect
  readonly aside: number
  readonly route: Route
}

interface Laid {
  readonly ends: readonly unknown[]
  readonly lanes: ReadonlyMap<Id, number>
}

/** Laid out anew where a reference or the place of one of its tables is another. */
const laidOut = ({ edges, byId }: Model, before: Laid): Laid => {
  const rect = (id: Id) => byId.get(id)?.rect
  const ends = edges.flatMap((e) => [e, rect(e.child), rect(e.parent)])
  return sameList(before.ends, ends) === before.ends ? before : { ends, lanes: lanesOf(edges, rect) }
}

/** The routes of all foreign keys; only those whose ends moved or changed are computed again. */
export const useRoutes = (model: Model, moved: Moved): ReadonlyMap<Id, Route> => {
  const kept = useRef<ReadonlyMap<Id, Kept>>(new Map())
  // Of where tables were put: while one is dragged, its lines keep their distance from the others.
  const laid = useRef<Laid>({ ends: [], lanes: new Map() })
  const lanes = useMemo(() => {
    laid.current = laidOut(model, laid.current)
    return laid.current.lanes
  }, [model])
  return useMemo(() => {
    const next = new Map<Id, Kept>()
    for (const edge of model.edges) {
      const from = model.byId.get(edge.child)
      const to = model.byId.get(edge.parent)
      if (!from || !to) continue
      const child = rectOf(from, moved)
      const parent = rectOf(to, moved)
      const aside = lanes.get(edge.id) ?? 0
      const old = kept.current.get(edge.id)
      const same =
        old && old.edge === edge && old.child === child && old.parent === parent && old.aside === aside
      const route = () => routeOf(edge, child, parent, aside)
      next.set(edge.id, same ? old : { edge, child, parent, aside, route: route() })
    }
    kept.current = next
    return new Map([...next].map(([id, k]) => [id, k.route]))
  }, [model, moved, lanes])
}
