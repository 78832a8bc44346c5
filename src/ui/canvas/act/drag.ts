import type { Id } from '../../../store/index.ts'
import { rectOf } from '../flow-nodes.ts'
import { holds } from '../geometry.ts'
import type { Item, Point, Rect } from '../model/views.ts'
import type { Scope } from '../scope.ts'

const reach = 5

/** What lies inside an area that is moved, and so moves with it. */
export const carried = (items: readonly Item[], dragged: readonly Item[]): readonly Item[] => {
  const ids = new Set(dragged.map((i) => i.id))
  const areas = dragged.filter((i) => i.view.kind === 'area')
  return items.filter((i) => !ids.has(i.id) && areas.some((a) => holds(a.rect, i.rect)))
}

/** A line of another table's edge or middle that the dragged one stands on, if any. */
const guideAt = (
  items: readonly Item[],
  dragged: ReadonlySet<Id>,
  rect: Rect,
  axis: 'x' | 'y',
): number | undefined => {
  const size = axis === 'x' ? 'width' : 'height'
  const own = [rect[axis], rect[axis] + rect[size] / 2, rect[axis] + rect[size]]
  for (const i of items) {
    if (dragged.has(i.id) || i.view.kind === 'area') continue
    const other = [i.rect[axis], i.rect[axis] + i.rect[size] / 2, i.rect[axis] + i.rect[size]]
    const k = own.findIndex((v, n) => Math.abs(v - (other[n] ?? Number.NaN)) < reach)
    if (k >= 0) return other[k]
  }
  return undefined
}

export interface Shift {
  readonly id: Id
  readonly position: Point
}

/** Shows where a drag has come: the dragged nodes, what their areas carry, and the lines they stand on. */
export const showDrag = (scope: Scope, shifts: readonly Shift[]): void => {
  const { model } = scope.now
  const moved = new Map<Id, Point>()
  const dragged = shifts.flatMap((s) => model.byId.get(s.id) ?? [])
  for (const s of shifts) moved.set(s.id, s.position)
  const lead = dragged.find((i) => i.view.kind === 'area')
  const to = lead && moved.get(lead.id)
  if (lead && to) {
    for (const i of carried(model.items, dragged))
      moved.set(i.id, { x: i.rect.x + to.x - lead.rect.x, y: i.rect.y + to.y - lead.rect.y })
  }
  const only = dragged.length === 1 ? dragged[0] : undefined
  const ids = new Set(moved.keys())
  const rect = only && rectOf(only, moved)
  const x = rect && guideAt(model.items, ids, rect, 'x')
  const y = rect && guideAt(model.items, ids, rect, 'y')
  scope.ui.setState({
    moved,
    guides: { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) },
  })
}

/** Keeps where everything was dropped, as one step. */
export const keepDrag = (scope: Scope): void => {
  const { moved } = scope.ui.getState()
  const { app } = scope
  if (moved.size > 0) app.run(app.commands.place([...moved].map(([of, p]) => ({ of, x: p.x, y: p.y }))))
  scope.ui.setState({ moved: new Map(), guides: {} })
}
