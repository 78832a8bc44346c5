import type { EdgeView, Point, Rect } from '../model/views.ts'

/** A drawn reference: its bends, and the paths of line and ends, in flow coordinates. */
export interface Route {
  readonly id: string
  readonly points: readonly Point[]
  readonly line: string
  readonly ends: string
  readonly middle: Point
  /** What the line covers. */
  readonly box: Rect
}

const foot = 12
/** From a table to the nearest that a line may turn: behind the sign at its end. */
const clear = 18
/** How far a line may go round. */
const around = 100
const round = 8

type Side = 'left' | 'right'
const out = (side: Side): number => (side === 'right' ? 1 : -1)
const edgeX = (r: Rect, side: Side): number => (side === 'right' ? r.x + r.width : r.x)

/** Which sides face each other; tables above one another are joined on the side where less is in the way. */
const sides = (child: Rect, parent: Rect): readonly [Side, Side] => {
  const clear = foot * 2 + 4
  if (child.x + child.width + clear <= parent.x) return ['right', 'left']
  if (parent.x + parent.width + clear <= child.x) return ['left', 'right']
  return child.x + child.width / 2 < parent.x + parent.width / 2 ? ['left', 'left'] : ['right', 'right']
}

/** Where the line turns: near the parent, so that lines to one table join before it, else halfway. */
const turn = (a: number, b: number, from: Side, to: Side): number => {
  if (from === to) return from === 'right' ? Math.max(a, b) + foot * 2.5 : Math.min(a, b) - foot * 2.5
  const space = Math.abs(b - a)
  return space < 120 ? (a + b) / 2 : b + out(to) * foot * 3
}

const towards = (from: Point, to: Point, by: number): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length === 0) return from
  const k = Math.min(1, by / length)
  return { x: from.x + (to.x - from.x) * k, y: from.y + (to.y - from.y) * k }
}
const n = (v: number): string => String(Math.round(v * 10) / 10)
const at = (p: Point): string => `${n(p.x)} ${n(p.y)}`

/** Straight pieces with rounded corners. */
const rounded = (points: readonly Point[]): string => {
  const [first] = points
  if (!first) return ''
  let d = `M${at(first)}`
  for (let i = 1; i < points.length - 1; i++) {
    const before = points[i - 1]
    const p = points[i]
    const after = points[i + 1]
    if (!before || !p || !after) continue
    const r = Math.min(
      round,
      Math.hypot(p.x - before.x, p.y - before.y) / 2,
      Math.hypot(p.x - after.x, p.y - after.y) / 2,
    )
    d += `L${at(towards(p, before, r))}Q${at(p)} ${at(towards(p, after, r))}`
  }
  const last = points.at(-1)
  return last ? `${d}L${at(last)}` : d
}

const boxOf = (points: readonly Point[]): Rect => {
  const xs = points.map((p) => p.x)
  const ys = points.map((p) => p.y)
  const x = Math.min(...xs) - foot
  const y = Math.min(...ys) - foot
  return { x, y, width: Math.max(...xs) + foot - x, height: Math.max(...ys) + foot - y }
}

const bar = (x: number, y: number): string => `M${n(x)} ${n(y - 5)}V${n(y + 5)}`
const crowsFoot = (x: number, y: number, way: number): string =>
  `M${n(x)} ${n(y - 6)}L${n(x + way * foot)} ${n(y)}L${n(x)} ${n(y + 6)}M${n(x)} ${n(y)}H${n(x + way * foot)}`
const ring = (x: number, y: number): string => `M${n(x - 3.5)} ${n(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0`

interface Course {
  readonly a: Point
  readonly b: Point
  readonly from: Side
  readonly to: Side
  /** Where it turns, and how far that may be moved aside. */
  readonly x: number
  readonly least: number
  readonly most: number
  readonly straight: boolean
}

const courseOf = (edge: EdgeView, child: Rect, parent: Rect): Course => {
  const [from, to] = edge.child === edge.parent ? (['right', 'right'] as const) : sides(child, parent)
  const a: Point = { x: edgeX(child, from), y: child.y + edge.childY }
  const b: Point = { x: edgeX(parent, to), y: parent.y + edge.parentY }
  const x = turn(a.x + out(from) * foot, b.x + out(to) * foot, from, to)
  const low = (from === to && from === 'right' ? Math.max(a.x, b.x) : Math.min(a.x, b.x)) + clear - x
  const high = (from === to && from === 'left' ? Math.min(a.x, b.x) : Math.max(a.x, b.x)) - clear - x
  return {
    a,
    b,
    from,
    to,
    x,
    // Nothing stands in the way of a line that goes round on one side.
    least: from === to && from === 'left' ? -around : Math.min(0, low),
    most: from === to && from === 'right' ? around : Math.max(0, high),
    straight: Math.abs(a.y - b.y) < 1 && from !== to,
  }
}

/** The upright part of a line: where it is, to which row it leads, and how far it may be moved aside. */
export interface Trunk {
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly to: string
  readonly least: number
  readonly most: number
}

/** Undefined where the line is level. */
export const trunkOf = (edge: EdgeView, child: Rect, parent: Rect): Trunk | undefined => {
  const { a, b, to, x, least, most, straight } = courseOf(edge, child, parent)
  if (straight) return undefined
  const [top, bottom] = a.y < b.y ? [a.y, b.y] : [b.y, a.y]
  return { x, top, bottom, to: `${edge.parent} ${edge.parentY} ${to}`, least, most }
}

/** The line of one foreign key between the two tables' rectangles, its upright part moved `aside` if it can be. */
export const routeOf = (edge: EdgeView, child: Rect, parent: Rect, aside = 0): Route => {
  const { a, b, from, to, x: own, least, most, straight } = courseOf(edge, child, parent)
  const x = own + Math.max(least, Math.min(most, aside))
  const points = straight ? [a, b] : [a, { x, y: a.y }, { x, y: b.y }, b]
  const many = edge.single ? bar(a.x + out(from) * 7, a.y) : crowsFoot(a.x, a.y, out(from))
  const one = bar(b.x + out(to) * 7, b.y) + (edge.nullable ? ring(b.x + out(to) * 13, b.y) : '')
  return {
    id: edge.id,
    points,
    line: rounded(points),
    ends: many + one,
    box: boxOf(points),
    middle: { x, y: straight ? a.y : (a.y + b.y) / 2 },
  }
}

/** A companion's tie: from the middle of one border to the other's. */
export const tieLine = (companion: Rect, parent: Rect): string => {
  const cx = companion.x + companion.width / 2
  const px = parent.x + parent.width / 2
  if (companion.y >= parent.y + parent.height)
    return `M${n(cx)} ${n(companion.y)}V${n(parent.y + parent.height)}`
  if (parent.y >= companion.y + companion.height)
    return `M${n(cx)} ${n(companion.y + companion.height)}V${n(parent.y)}`
  const y = Math.max(companion.y, parent.y) + 16
  return cx > px
    ? `M${n(companion.x)} ${n(y)}H${n(parent.x + parent.width)}`
    : `M${n(companion.x + companion.width)} ${n(y)}H${n(parent.x)}`
}

const toSegment = (p: Point, a: Point, b: Point): number => {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const t =
    dx === 0 && dy === 0
      ? 0
      : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
}

/** The line nearest to the point, if one is within `reach` (flow pixels). */
export const routeAt = (routes: Iterable<Route>, p: Point, reach: number): Route | undefined => {
  let best: Route | undefined
  let least = reach
  for (const route of routes) {
    for (let i = 1; i < route.points.length; i++) {
      const a = route.points[i - 1]
      const b = route.points[i]
      if (!a || !b) continue
      const d = toSegment(p, a, b)
      if (d >= least) continue
      least = d
      best = route
    }
  }
  return best
}
