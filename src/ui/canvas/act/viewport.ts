import type { Id } from '../../../store/index.ts'
import { fullFrom } from '../detail.ts'
import { rectOf } from '../flow-nodes.ts'
import type { Item, Point, Rect, Size } from '../model/views.ts'
import type { Scope } from '../scope.ts'
import { around, type Frame, frameOf, toolsSize } from './frame.ts'

/** Milliseconds that a change of view takes; none for who asked for less motion. */
export const glide = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120)

/** The part of the canvas in sight, on the screen: a sheet over it hides what is below the sheet's top. */
export const openPart = ({ now }: Scope): Rect | undefined => {
  if (!now.host) return undefined
  const { x, y, width, bottom } = now.host.getBoundingClientRect()
  const sheet = document.querySelector('[data-over-canvas]')?.getBoundingClientRect()
  return { x, y, width, height: Math.max(0, Math.min(bottom, sheet?.top ?? bottom) - y) }
}

/** The same in flow coordinates. */
export const inSight = (scope: Scope): Rect | undefined => {
  const { flow } = scope.now
  const open = openPart(scope)
  if (!flow || !open) return undefined
  const { x, y, zoom } = flow.getViewport()
  return { x: -x / zoom, y: -y / zoom, width: open.width / zoom, height: open.height / zoom }
}

/** How much of a node has to be in sight, in flow pixels, for it to be found there: most of its head. */
const head = { width: 128, height: 32 }

/** Whether a node shows at all, or, `found`, enough of it to be recognised. */
export const shows = (view: Rect, r: Rect, found = false): boolean => {
  const width = Math.min(r.x + r.width, view.x + view.width) - Math.max(r.x, view.x)
  const height = Math.min(r.y + r.height, view.y + view.height) - Math.max(r.y, view.y)
  const least = found
    ? { width: Math.min(head.width, r.width), height: Math.min(head.height, r.height) }
    : { width: 0, height: 0 }
  return width > 0 && height > 0 && width >= least.width && height >= least.height
}

const within = (view: Rect, r: Rect): boolean =>
  r.x >= view.x &&
  r.y >= view.y &&
  r.x + r.width <= view.x + view.width &&
  r.y + r.height <= view.y + view.height

/** The node that an object is drawn in: itself, or the table that it is part of. */
export const nodeOf = (scope: Scope, id: Id): Id | undefined => {
  const { byId } = scope.now.model
  if (byId.has(id)) return id
  const open = scope.app.state.getState().open
  const o = open?.compiled.catalog.get(id) ?? open?.design.records.get(id)
  if (!o) return undefined
  if ('table' in o && byId.has(o.table)) return o.table
  if (o.kind === 'use' && o.target !== undefined) return nodeOf(scope, o.target)
  return o.kind === 'place' && byId.has(o.of) ? o.of : undefined
}

const padding = 0.08

/**
 * Brings these objects into view when none of them is; the zoom stays. What the canvas itself was asked for may
 * lie at the border: it would move under the pointer.
 */
export const reveal = (scope: Scope, ids: readonly Id[]): void => {
  const { flow, model } = scope.now
  const view = inSight(scope)
  if (!flow || !view || view.width === 0 || view.height === 0) return
  const found = scope.now.host?.contains(document.activeElement) !== true
  const nodes = new Set(ids.flatMap((id) => nodeOf(scope, id) ?? []))
  const rects = [...nodes].flatMap((id) => model.byId.get(id)?.rect ?? [])
  if (rects.length === 0 || rects.some((r) => shows(view, r, found))) return
  const box = around(rects)
  const zoom = flow.getZoom()
  const x = (view.width / 2 - box.x - box.width / 2) * zoom
  // Of something taller than the view, its head.
  const y = (view.height / 2 - box.y - Math.min(box.height, view.height * (1 - padding)) / 2) * zoom
  void flow.setViewport({ x, y, zoom }, { duration: glide() })
}

/** Where there is room for an overview; view.css repeats it. */
const overviewMedia = '(min-width: 900px) and (min-height: 560px)'

/** Designs of up to so many boxes open large enough to read, from their top left corner if need be … */
const readableUpTo = 40
const readableFrom = 0.5

/** … or a little smaller than that with less room around, where then all of it is in sight. */
const tight = { padding: 0.02, overview: false, most: readableFrom }
const whole = { padding, overview: false, most: 1 }

/** The view that a design opens with: all of it, at 100 % at most, and a small one never too small to read. */
export const firstView = (items: readonly Item[], size: Size): Frame => {
  if (items.length === 0) return { x: 0, y: 0, zoom: 1 }
  const rects = items.map((i) => i.rect)
  const all = frameOf(rects, size, whole)
  const box = around(rects)
  if (items.length > readableUpTo || all.zoom >= readableFrom) return all
  const close = frameOf(rects, size, tight)
  if (close.zoom >= fullFrom) return close
  const start = (room: number, length: number): number =>
    length <= room * (1 - padding) ? (room - length) / 2 : (room * padding) / 2
  return {
    x: start(size.width, box.width * readableFrom) - box.x * readableFrom,
    y: start(size.height, box.height * readableFrom) - box.y * readableFrom,
    zoom: readableFrom,
  }
}

/** Brings all of it, or of these, into the part that is in sight and free of what floats over it. */
export const fit = (scope: Scope, ids?: readonly Id[]): void => {
  const { flow, model } = scope.now
  const open = openPart(scope)
  const nodes = new Set(ids?.flatMap((id) => nodeOf(scope, id) ?? []) ?? model.byId.keys())
  const rects = model.items.flatMap((i) => (nodes.has(i.id) ? [rectOf(i, scope.ui.getState().moved)] : []))
  if (!flow || !open || rects.length === 0) return
  const overview = rects.length < model.items.length && matchMedia(overviewMedia).matches
  void flow.setViewport(frameOf(rects, open, { ...whole, overview }), { duration: glide() })
}

/** Brings all of these into view where some of it is not, as a design opens: never too small to read. */
export const revealAll = (scope: Scope, ids: readonly Id[]): void => {
  const { flow, model } = scope.now
  const [open, view] = [openPart(scope), inSight(scope)]
  const nodes = new Set(ids.flatMap((id) => nodeOf(scope, id) ?? []))
  const items = model.items.filter((i) => nodes.has(i.id))
  if (!flow || !open || !view || items.every(({ rect }) => within(view, rect))) return
  void flow.setViewport(firstView(items, open), { duration: glide() })
}

/** What a new table takes up, with room around it. */
const fresh = { width: 240, height: 96 }

/** Makes a node large enough to type in; of one that is not drawn yet one says where it will be. */
export const readable = (scope: Scope, id: Id, at?: Point): void => {
  const { flow, model } = scope.now
  const item = model.byId.get(id)
  const r = item ? rectOf(item, scope.ui.getState().moved) : at && { ...fresh, ...at }
  if (!flow || !r || flow.getZoom() >= fullFrom) return
  void flow.setCenter(r.x + r.width / 2, r.y + r.height / 2, { zoom: 1, duration: 0 })
}

const fits = (p: Point, view: Rect): boolean => within(view, { ...p, ...fresh })

const rightOf = (at: Point, rects: readonly Rect[]): Point => {
  const hit = rects.find((r) => shows({ ...at, ...fresh }, r))
  return hit ? rightOf({ x: Math.ceil((hit.x + hit.width) / 8 + 6) * 8, y: at.y }, rects) : at
}

const step = 24
const gap = 24

/** The free place of the view that is nearest, with room around it; undefined where it is full. */
const nearest = (at: Point, taken: readonly Rect[], view: Rect): Point | undefined => {
  const rects = taken.map((r) => ({
    x: r.x - gap,
    y: r.y - gap,
    width: r.width + gap * 2,
    height: r.height + gap * 2,
  }))
  let best: Point | undefined
  let least = Number.POSITIVE_INFINITY
  for (let y = Math.ceil(view.y / 8) * 8; fits({ x: view.x, y }, { ...view, width: fresh.width }); y += step)
    for (let x = Math.ceil(view.x / 8) * 8; fits({ x, y }, view); x += step) {
      const far = Math.hypot(x - at.x, y - at.y)
      if (far >= least || rects.some((r) => shows({ x, y, ...fresh }, r))) continue
      least = far
      best = { x, y }
    }
  return best
}

/**
 * The place itself, or the first to its right where a new table covers none of these; where that is out of the view,
 * the nearest one in it.
 */
export const clearOf = (at: Point, rects: readonly Rect[], view?: Rect): Point => {
  const beside = rightOf(at, rects)
  if (beside === at || !view || fits(beside, view)) return beside
  return nearest(at, rects, view) ?? beside
}

/** Where a new thing goes: under the pointer while it is on the canvas, else in the middle of the view; on nothing. */
export const spot = (scope: Scope): Point => {
  const { flow, host, model, pointer } = scope.now
  const open = openPart(scope)
  if (!flow || !host || !open) return { x: 0, y: 0 }
  const box = host.getBoundingClientRect()
  const over =
    pointer &&
    pointer.x >= box.left &&
    pointer.x <= box.right &&
    pointer.y >= box.top &&
    pointer.y <= box.bottom
  const zoom = flow.getZoom()
  const middle = {
    x: open.x + Math.max(0, (open.width - fresh.width * zoom) / 2),
    y: open.y + open.height / 3,
  }
  const free = { ...open, height: open.height - toolsSize.height }
  const { x, y } = flow.screenToFlowPosition(free, { snapToGrid: false })
  return clearOf(
    flow.screenToFlowPosition(over ? pointer : middle, { snapToGrid: true, snapGrid: [8, 8] }),
    model.items.flatMap((i) => (i.view.kind === 'area' ? [] : i.rect)),
    { x, y, width: free.width / zoom, height: free.height / zoom },
  )
}
