import { holds } from '../geometry.ts'
import type { Point, Rect } from '../model/views.ts'

/** What a letter of the label takes up at most on average, and the label's height, in flow pixels. */
const letter = 7
const height = 18
/** From the line of writing up to the top of the label's box. */
const above = 14

const hits = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Places along the line, its middle first, then around it further and further out. */
function* places(points: readonly Point[], middle: Point, width: number): Generator<Point> {
  const beside = (p: Point): readonly Point[] => [
    { x: p.x, y: p.y - 6 },
    { x: p.x, y: p.y + above + 4 },
    { x: p.x + width / 2 + 8, y: p.y + 5 },
    { x: p.x - width / 2 - 8, y: p.y + 5 },
  ]
  yield* beside(middle)
  for (const share of [0.5, 0.25, 0.75])
    for (const [i, b] of points.entries()) {
      const a = points[i - 1]
      if (a) yield* beside({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share })
    }
  for (let out = 24; out <= 480; out += 24)
    for (const [dx, dy] of [
      [0, -out],
      [0, out],
      [out, 0],
      [-out, 0],
    ] as const)
      yield { x: middle.x + dx, y: middle.y + dy }
}

/**
 * Where the label of a selected line is written, its middle at `x` on the line of writing `y`: over no table, and
 * whole in what is in sight where there is such a place.
 */
export const labelSpot = (
  route: { readonly points: readonly Point[]; readonly middle: Point },
  text: string,
  tables: readonly Rect[],
  view?: Rect,
): Point => {
  const width = text.length * letter
  const box = (p: Point): Rect => ({ x: p.x - width / 2, y: p.y - above, width, height })
  let free: Point | undefined
  for (const p of places(route.points, route.middle, width)) {
    if (tables.some((t) => hits(box(p), t))) continue
    if (!view || holds(view, box(p))) return p
    free ??= p
  }
  return free ?? { x: route.middle.x, y: route.middle.y - 6 }
}
