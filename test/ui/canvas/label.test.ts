import { describe, expect, test } from 'vitest'
import { labelSpot } from '../../../src/ui/canvas/edges/label.ts'
import type { Rect } from '../../../src/ui/canvas/model/views.ts'

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })
const text = 'orders_customer_id_fkey'

/** What the writing covers, narrower than the room that is kept for it. */
const covers = (p: { readonly x: number; readonly y: number }): Rect =>
  rect(p.x - text.length * 3, p.y - 10, text.length * 6, 12)
const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const route = (x1: number, y1: number, x2: number, y2: number) => {
  const x = (x1 + x2) / 2
  return {
    points: [
      { x: x1, y: y1 },
      { x, y: y1 },
      { x, y: y2 },
      { x: x2, y: y2 },
    ],
    middle: { x, y: (y1 + y2) / 2 },
  }
}

describe("a reference's label", () => {
  test.each([
    ['tables side by side, close', [rect(0, 0, 200, 300), rect(260, 0, 200, 300)], route(200, 100, 260, 160)],
    ['one far below', [rect(0, 0, 200, 100), rect(0, 400, 200, 100)], route(200, 50, 200, 450)],
    [
      'a third one between',
      [rect(0, 0, 200, 300), rect(260, 0, 300, 300), rect(620, 0, 200, 300)],
      route(200, 100, 620, 160),
    ],
  ])('covers no table: %s', (_, tables, r) => {
    const at = covers(labelSpot(r, text, tables))
    expect(tables.filter((t) => meets(at, t))).toEqual([])
  })

  test('is at the middle of its line while nothing is there', () => {
    const r = route(200, 100, 800, 160)
    expect(labelSpot(r, text, [rect(0, 0, 200, 300)])).toEqual({ x: r.middle.x, y: r.middle.y - 6 })
  })

  test('is in sight where there is room, as below two tables on a phone', () => {
    const tables = [rect(40, 290, 200, 90), rect(60, 400, 200, 90)]
    const r = {
      points: [
        { x: 240, y: 340 },
        { x: 298, y: 340 },
        { x: 298, y: 450 },
        { x: 260, y: 450 },
      ],
      middle: { x: 298, y: 395 },
    }
    const at = covers(labelSpot(r, text, tables, rect(0, 0, 390, 700)))
    expect(tables.filter((t) => meets(at, t))).toEqual([])
    expect(at.x + at.width).toBeLessThan(390)
    // Where none of it is in sight it is beside its line.
    expect(labelSpot(r, text, tables, rect(5000, 0, 390, 700))).toEqual(labelSpot(r, text, tables))
  })

  test('is somewhere even where everything is covered', () => {
    const r = route(200, 100, 260, 160)
    expect(labelSpot(r, text, [rect(-5000, -5000, 10000, 10000)])).toEqual({
      x: r.middle.x,
      y: r.middle.y - 6,
    })
  })
})
