import type { Id } from '../../../store/index.ts'
import type { EdgeView, Rect } from '../model/views.ts'
import { type Trunk, trunkOf } from './route.ts'

/** Between two upright lines side by side, and how near to each other they count as one. */
const apart = 6
const near = 5
/** Tried in turn: the line's own place, then left and right of it, further and further. */
const shifts = [0, 1, -1, 2, -2, 3, -3].map((n) => n * apart)

/** Lines further away than this come into nobody's way. */
const reach = apart * 7

/** The upright line of all references to one row that turn at one place. */
interface Bus {
  readonly x: number
  top: number
  bottom: number
  least: number
  most: number
  readonly edges: Id[]
}

const busesOf = (trunks: readonly (readonly [Id, Trunk])[]): readonly Bus[] => {
  const found = new Map<string, Bus>()
  for (const [id, t] of trunks) {
    const key = `${Math.round(t.x)} ${t.to}`
    const bus = found.get(key)
    if (!bus) {
      found.set(key, { ...t, edges: [id] })
      continue
    }
    bus.top = Math.min(bus.top, t.top)
    bus.bottom = Math.max(bus.bottom, t.bottom)
    bus.least = Math.max(bus.least, t.least)
    bus.most = Math.min(bus.most, t.most)
    bus.edges.push(id)
  }
  return [...found].sort(([a, p], [b, q]) => p.x - q.x || p.top - q.top || (a < b ? -1 : 1)).map(([, b]) => b)
}

/**
 * How far each reference turns beside where it would by itself, so that upright lines to different rows do not lie on
 * one another. Those to one row share theirs: they are one from there on.
 */
export const lanesOf = (
  edges: readonly EdgeView[],
  rectOf: (table: Id) => Rect | undefined,
): ReadonlyMap<Id, number> => {
  const trunks = edges.flatMap((e): readonly (readonly [Id, Trunk])[] => {
    const [child, parent] = [rectOf(e.child), rectOf(e.parent)]
    const trunk = child && parent && trunkOf(e, child, parent)
    return trunk ? [[e.id, trunk]] : []
  })
  const taken: { readonly x: number; readonly bus: Bus }[] = []
  const lanes = new Map<Id, number>()
  for (const bus of busesOf(trunks)) {
    const close: number[] = []
    for (let i = taken.length - 1; i >= 0; i--) {
      const t = taken[i]
      // They come from left to right.
      if (!t || t.bus.x < bus.x - reach) break
      if (t.bus.top < bus.bottom && bus.top < t.bus.bottom) close.push(t.x - bus.x)
    }
    const by = shifts.find(
      (s) => s >= bus.least && s <= bus.most && close.every((x) => Math.abs(x - s) >= near),
    )
    taken.push({ x: bus.x + (by ?? 0), bus })
    if (by) for (const id of bus.edges) lanes.set(id, by)
  }
  return lanes
}
