import type { Id } from '../../../store/index.ts'
import { grid } from '../geometry.ts'
import type { Rect } from '../model/views.ts'

export type Arrangement = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down'
export interface Placed {
  readonly id: Id
  readonly rect: Rect
}
export interface Move {
  readonly of: Id
  readonly x: number
  readonly y: number
}

const snap = (v: number): number => Math.round(v / grid) * grid
const right = (r: Rect): number => r.x + r.width
const bottom = (r: Rect): number => r.y + r.height

/** Equal gaps between the outermost two, which stay. */
const spread = (items: readonly Placed[], axis: 'x' | 'y'): readonly Move[] => {
  const size = axis === 'x' ? 'width' : 'height'
  const sorted = [...items].sort((a, b) => a.rect[axis] - b.rect[axis])
  const first = sorted[0]
  const last = sorted.at(-1)
  if (!first || !last) return []
  const sum = sorted.reduce((n, i) => n + i.rect[size], 0)
  const gap = (last.rect[axis] + last.rect[size] - first.rect[axis] - sum) / Math.max(1, sorted.length - 1)
  let at = first.rect[axis]
  return sorted.map(({ id, rect }) => {
    const move = { of: id, x: rect.x, y: rect.y, [axis]: snap(at) }
    at += rect[size] + gap
    return move
  })
}

/** Where the items go for an alignment or an even distribution. */
export const arrange = (items: readonly Placed[], how: Arrangement): readonly Move[] => {
  const rects = items.map((i) => i.rect)
  const least = Math.min(...rects.map((r) => r.x))
  const most = Math.max(...rects.map(right))
  const top = Math.min(...rects.map((r) => r.y))
  const low = Math.max(...rects.map(bottom))
  const to = (place: (r: Rect) => { readonly x?: number; readonly y?: number }): readonly Move[] =>
    items.map(({ id, rect }) => ({ of: id, x: rect.x, y: rect.y, ...place(rect) }))
  const ways: Readonly<Record<Arrangement, () => readonly Move[]>> = {
    left: () => to(() => ({ x: least })),
    center: () => to((r) => ({ x: snap((least + most - r.width) / 2) })),
    right: () => to((r) => ({ x: most - r.width })),
    top: () => to(() => ({ y: top })),
    middle: () => to((r) => ({ y: snap((top + low - r.height) / 2) })),
    bottom: () => to((r) => ({ y: low - r.height })),
    across: () => spread(items, 'x'),
    down: () => spread(items, 'y'),
  }
  return items.length < 2 ? [] : ways[how]()
}
