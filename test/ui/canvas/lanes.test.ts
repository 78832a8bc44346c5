import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { templates } from '../../../src/store/index.ts'
import { lanesOf } from '../../../src/ui/canvas/edges/lanes.ts'
import { type Route, routeOf } from '../../../src/ui/canvas/edges/route.ts'
import type { EdgeView, Rect } from '../../../src/ui/canvas/model/views.ts'
import { modelOf, openApp } from './open.ts'

interface Drawn {
  readonly edge: EdgeView
  readonly route: Route
}

const drawn = (
  edges: readonly EdgeView[],
  rects: ReadonlyMap<string, Rect>,
  lanes = true,
): readonly Drawn[] => {
  const found = lanes ? lanesOf(edges, (id) => rects.get(id)) : new Map<string, number>()
  return edges.flatMap((edge) => {
    const [child, parent] = [rects.get(edge.child), rects.get(edge.parent)]
    return child && parent ? [{ edge, route: routeOf(edge, child, parent, found.get(edge.id)) }] : []
  })
}

const trunk = ({ route }: Drawn) => {
  const [, b, c] = route.points
  return b && c && route.points.length === 4
    ? { x: b.x, top: Math.min(b.y, c.y), bottom: Math.max(b.y, c.y) }
    : undefined
}

/** Pairs of references to different rows whose upright lines lie on one another. */
const onOneAnother = (all: readonly Drawn[]): number => {
  let n = 0
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      const [s, t] = [trunk(a), trunk(b)]
      const same = a.edge.parent === b.edge.parent && a.edge.parentY === b.edge.parentY
      if (s && t && !same && Math.abs(s.x - t.x) < 4 && s.top < t.bottom && t.top < s.bottom) n++
    }
  })
  return n
}

const edgeOf = (id: string, child: string, childY: number, parent: string, parentY: number): EdgeView =>
  ({
    id,
    child,
    childY,
    parent,
    parentY,
    columns: [],
    refColumns: [],
    nullable: false,
    single: false,
    label: '',
  }) as unknown as EdgeView

describe('references beside each other', () => {
  test('upright lines to different rows do not lie on one another, those to one row do', () => {
    const rects = new Map<string, Rect>([
      ['a', { x: 0, y: 0, width: 200, height: 100 }],
      ['b', { x: 0, y: 140, width: 200, height: 100 }],
      ['c', { x: 500, y: 0, width: 200, height: 200 }],
      ['d', { x: 500, y: 300, width: 200, height: 200 }],
    ])
    const edges = [
      edgeOf('1', 'c', 44, 'b', 44),
      edgeOf('2', 'd', 44, 'a', 44),
      edgeOf('3', 'd', 68, 'a', 44),
      edgeOf('4', 'd', 92, 'b', 44),
    ]
    expect(onOneAnother(drawn(edges, rects, false))).toBeGreaterThan(0)
    const now = drawn(edges, rects)
    expect(onOneAnother(now)).toBe(0)
    expect(trunk(now[1] as Drawn)?.x).toBe(trunk(now[2] as Drawn)?.x)
    // In whatever order they come.
    const back = lanesOf([...edges].reverse(), (id) => rects.get(id))
    expect(back).toEqual(lanesOf(edges, (id) => rects.get(id)))
  })

  test('a line turns between its tables, and one that needs no room keeps its own', () => {
    const cell = fc.record({ x: fc.integer({ min: 0, max: 3 }), y: fc.integer({ min: 0, max: 5 }) })
    const ends = fc.tuple(fc.nat(23), fc.nat(3), fc.nat(23), fc.nat(3))
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { selector: (c) => `${c.x} ${c.y}`, minLength: 2 }),
        fc.array(ends),
        (cells, all) => {
          const rects = new Map<string, Rect>(
            cells.map((c, i) => [`${i}`, { x: c.x * 280, y: c.y * 180, width: 200, height: 136 }] as const),
          )
          const edges = all.map(([c, cy, p, py], i) =>
            edgeOf(`e${i}`, String(c % cells.length), 44 + cy * 24, String(p % cells.length), 44 + py * 24),
          )
          const plain = drawn(edges, rects, false)
          const now = drawn(edges, rects)
          expect(onOneAnother(now)).toBeLessThanOrEqual(onOneAnother(plain))
          for (const d of now) {
            const t = trunk(d)
            const [child, parent] = [rects.get(d.edge.child), rects.get(d.edge.parent)]
            if (!t || !child || !parent) continue
            for (const r of [child, parent]) expect(t.x > r.x && t.x < r.x + r.width).toBe(false)
          }
          if (onOneAnother(plain) === 0 && edges.length === 1) expect(now).toEqual(plain)
        },
      ),
    )
  })

  test.each(templates.map((t) => t.id))('in the template %s', async (id) => {
    const app = await openApp()
    await app.create(id)
    const model = modelOf(app)
    const rects = new Map<string, Rect>(model.items.map((i) => [i.id, i.rect]))
    expect(onOneAnother(drawn(model.edges, rects))).toBe(0)
  })
})
