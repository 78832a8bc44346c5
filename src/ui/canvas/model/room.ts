import { grid } from '../geometry.ts'
import type { Rect } from './views.ts'

/** Where something was put, as large as it is now, and how much of its height patterns brought. */
export interface Standing extends Rect {
  readonly grown: number
}

/** Kept free below what grew, where that much was free. */
const gap = 16
const strip = 320

/** The lower border without what patterns brought. */
const ownBottom = (s: Standing): number => s.y + s.height - s.grown

/** How far `s` has to go down so that `t`, drawn `down` from its own place, covers nothing of it that was free. */
export const pushed = (s: Standing, t: Standing, down: number): number =>
  t.x >= s.x + s.width || s.x >= t.x + t.width || ownBottom(t) > s.y
    ? 0
    : Math.max(0, Math.ceil((t.y + down + t.height + Math.min(gap, s.y - ownBottom(t)) - s.y) / grid) * grid)

/** The strips of the canvas that it stands in, so that only what is above it is asked. */
const columnsOf = (s: Rect): readonly number[] => {
  const out: number[] = []
  for (let c = Math.floor(s.x / strip); c * strip < s.x + s.width; c++) out.push(c)
  return out
}

/**
 * How far down each is drawn from where it was put, so that what patterns add to a table covers nothing that stood below
 * it: no further than that takes. The places themselves stay, so everything goes back when the columns go, and a design
 * that is compared shows no moves that nobody made.
 */
export const roomFor = (all: readonly Standing[]): readonly number[] => {
  const down = new Array<number>(all.length).fill(0)
  const pushing = new Map<number, number[]>()
  const turns = [...all.keys()].sort((a, b) => (all[a]?.y ?? 0) - (all[b]?.y ?? 0))
  for (const i of turns) {
    const s = all[i]
    if (!s) continue
    const columns = columnsOf(s)
    for (const c of columns)
      for (const k of pushing.get(c) ?? []) {
        const t = all[k]
        if (t) down[i] = Math.max(down[i] ?? 0, pushed(s, t, down[k] ?? 0))
      }
    if (!down[i] && s.grown === 0) continue
    for (const c of columns) {
      const others = pushing.get(c)
      if (others) others.push(i)
      else pushing.set(c, [i])
    }
  }
  return down
}

const inside = (area: Rect, x: number, right: number, y: number, bottom: number): boolean =>
  x >= area.x && right <= area.x + area.width && y >= area.y && bottom <= area.y + area.height

/** An area reaches as far down as it takes to hold what was put into it. */
export const areaFor = (area: Rect, all: readonly Standing[], down: readonly number[]): Rect => {
  let { height } = area
  all.forEach((s, i) => {
    if (!inside(area, s.x, s.x + s.width, s.y, ownBottom(s))) return
    const over = s.y + (down[i] ?? 0) + s.height - area.y - area.height
    if (over > 0)
      height = Math.max(height, area.height + over + Math.min(gap, area.y + area.height - ownBottom(s)))
  })
  return height === area.height ? area : { ...area, height }
}
