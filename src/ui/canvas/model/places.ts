import type { Id } from '../../../store/index.ts'
import { grid } from '../geometry.ts'
import { pushed, roomFor, type Standing } from './room.ts'
import type { Point, Rect, Size } from './views.ts'

/** Something to be placed. `beside` is the table that a companion belongs to. */
export interface Unplaced extends Size {
  readonly id: Id
  readonly beside?: Id | undefined
  readonly isTable?: boolean
  /** How much of its height patterns brought. */
  readonly grown?: number
}
/** A place found here and kept for the session: a companion's is relative to its parent. */
export type Spots = ReadonlyMap<Id, Point>

const gap = 40
const titleHeight = 32
const cell = 320
const snap = (n: number): number => Math.round(n / grid) * grid

const overlaps = (a: Rect, b: Rect, by: number): boolean =>
  a.x < b.x + b.width + by &&
  b.x < a.x + a.width + by &&
  a.y < b.y + b.height + by &&
  b.y < a.y + a.height + by

/** Rectangles by the cells they touch, so that a free spot is found without comparing all pairs. */
class Taken {
  readonly cells = new Map<string, Rect[]>()
  private keys(r: Rect, by: number): readonly string[] {
    const out: string[] = []
    for (let i = Math.floor((r.x - by) / cell); i <= Math.floor((r.x + r.width + by) / cell); i++) {
      for (let j = Math.floor((r.y - by) / cell); j <= Math.floor((r.y + r.height + by) / cell); j++)
        out.push(`${i} ${j}`)
    }
    return out
  }
  add(r: Rect): void {
    for (const k of this.keys(r, 0)) {
      const list = this.cells.get(k)
      if (list) list.push(r)
      else this.cells.set(k, [r])
    }
  }
  free(r: Rect, by: number): boolean {
    return this.keys(r, by).every((k) => (this.cells.get(k) ?? []).every((other) => !overlaps(r, other, by)))
  }
}

/** Spots around a parent, nearest first: below, right, left, above, ring by ring. */
function* around(parent: Rect, size: Size): Generator<Point> {
  for (let ring = 0; ring < 12; ring++) {
    const far = ring * (size.height + gap)
    const aside = ring * (size.width + gap)
    yield { x: parent.x + grid * 3, y: parent.y + parent.height + gap + far }
    yield { x: parent.x + parent.width + gap + aside, y: parent.y + grid * 3 }
    yield { x: parent.x - size.width - gap - aside, y: parent.y + grid * 3 }
    yield { x: parent.x + grid * 3, y: parent.y - size.height - gap - far }
    yield { x: parent.x + parent.width + gap + aside, y: parent.y + parent.height + gap }
    yield { x: parent.x - size.width - gap - aside, y: parent.y + parent.height + gap }
  }
}

const inside = (area: Rect, r: Rect): boolean =>
  r.x >= area.x &&
  r.y >= area.y + titleHeight &&
  r.x + r.width <= area.x + area.width &&
  r.y + r.height <= area.y + area.height

/** A free spot near the parent that stands wholly in an area or wholly outside. */
const nearParent = (parent: Rect, size: Size, taken: Taken, areas: readonly Rect[]): Point => {
  for (const p of around(parent, size)) {
    const r = { ...p, ...size }
    if (taken.free(r, gap / 2) && areas.every((a) => inside(a, r) || !overlaps(a, r, grid))) return p
  }
  return { x: parent.x + gap, y: parent.y + parent.height + gap }
}

/** Moved right or down past what it would cover, whichever is less. It never comes back, so each is passed once. */
const past = (r: Rect, others: readonly Rect[]): Rect => {
  const hit = others.find((o) => overlaps(r, o, 0))
  if (!hit) return r
  const right = hit.x + hit.width + gap / 2
  const bottom = hit.y + hit.height + gap / 2
  return past(right - r.x < bottom - r.y ? { ...r, x: right } : { ...r, y: bottom }, others)
}

/** Rows of what nobody placed, below everything that has a place. */
const flow = (items: readonly Unplaced[], top: Point): ReadonlyMap<Id, Point> => {
  const columns = Math.max(1, Math.round(Math.sqrt(items.length * 1.3)))
  const width = Math.max(240, ...items.map((i) => i.width)) + gap * 1.5
  const bottoms = new Array<number>(columns).fill(top.y)
  const out = new Map<Id, Point>()
  for (const item of items) {
    const c = bottoms.indexOf(Math.min(...bottoms))
    const y = bottoms[c] ?? top.y
    out.set(item.id, { x: snap(top.x + c * width), y: snap(y) })
    bottoms[c] = y + item.height + gap
  }
  return out
}

/** Tables first, then by the use in the id, which stays when it is ejected: each finds its spot as early as before. */
const turn = (i: Unplaced): string => (i.isTable ? '' : '~') + i.id.split('/')[0]
const byTurn = (a: Unplaced, b: Unplaced): number => (turn(a) < turn(b) ? -1 : +(turn(a) > turn(b)))

/** Where everything stands, and how those that had a place do: as put there, with the way down to where they are drawn. */
export interface Placing {
  readonly at: ReadonlyMap<Id, Point>
  readonly spots: Spots
  readonly standing: readonly Standing[]
  readonly down: readonly number[]
}

/**
 * Where everything stands. What has a record stands there; what was placed here before stays (a companion
 * follows its parent), both a little lower where a table above has grown; new companions find a spot near their
 * parent, the rest below all others.
 */
export const placeAll = (
  items: readonly Unplaced[],
  stored: ReadonlyMap<Id, Point>,
  before: Spots,
  drawn: { readonly areas: readonly Rect[]; readonly notes: readonly Rect[] } = { areas: [], notes: [] },
): Placing => {
  const at = new Map<Id, Point>()
  const spots = new Map<Id, Point>()
  const rects = new Map<Id, Rect>()
  const taken = new Taken()
  for (const note of drawn.notes) taken.add(note)
  const put = (item: Unplaced, p: Point): Rect => {
    const rect = { x: p.x, y: p.y, width: item.width, height: item.height }
    at.set(item.id, p)
    rects.set(item.id, rect)
    taken.add(rect)
    return rect
  }
  const stands: Unplaced[] = []
  const standing: Standing[] = []
  for (const item of items) {
    const own = stored.get(item.id)
    const kept = item.beside === undefined ? before.get(item.id) : undefined
    const p = own ?? kept
    if (!p) continue
    if (!own) spots.set(item.id, p)
    stands.push(item)
    standing.push({ x: p.x, y: p.y, width: item.width, height: item.height, grown: item.grown ?? 0 })
  }
  const down = roomFor(standing)
  stands.forEach((item, i) => {
    const p = standing[i]
    if (p) put(item, { x: p.x, y: p.y + (down[i] ?? 0) })
  })
  const fresh = items.filter((i) => !at.has(i.id) && i.beside === undefined)
  if (fresh.length > 0) {
    const all = [...rects.values(), ...drawn.areas, ...drawn.notes]
    const bottom = all.length === 0 ? 0 : Math.max(...all.map((r) => r.y + r.height)) + gap * 2
    const left = all.length === 0 ? 0 : Math.min(...all.map((r) => r.x))
    for (const [id, p] of flow(fresh, { x: left, y: bottom })) {
      const item = fresh.find((i) => i.id === id)
      if (item) put(item, p)
      spots.set(id, p)
    }
  }
  const companions = items.filter((i) => i.beside !== undefined && !at.has(i.id)).sort(byTurn)
  const grew = standing.flatMap((s, i) => (s.grown > 0 ? { ...s, y: s.y + (down[i] ?? 0) } : []))
  const family = new Map<Rect, Rect[]>()
  /** Where it was beside its parent, clear of what it and those beside it too have become. */
  const follow = ({ width, height }: Unplaced, parent: Rect, by: Point): Point => {
    const s = { x: parent.x + by.x, y: parent.y + by.y, width, height, grown: 0 }
    const y = s.y + grew.reduce((most, t) => Math.max(most, pushed(s, t, 0)), 0)
    return past({ ...s, y }, family.get(parent) ?? [parent])
  }
  for (const known of [true, false]) {
    for (const item of companions) {
      const parent = rects.get(item.beside ?? '')
      const offset = before.get(item.id)
      if ((offset !== undefined) !== known) continue
      const p = !parent
        ? { x: 0, y: 0 }
        : offset
          ? follow(item, parent, offset)
          : nearParent(parent, item, taken, drawn.areas)
      const rect = put(item, { x: snap(p.x), y: snap(p.y) })
      if (!parent) continue
      spots.set(item.id, offset ?? { x: p.x - parent.x, y: p.y - parent.y })
      family.set(parent, [...(family.get(parent) ?? [parent]), rect])
    }
  }
  return { at, spots, standing, down }
}
