import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roomFor, type Standing } from '../../../src/ui/canvas/model/room.ts'
import type { Rect } from '../../../src/ui/canvas/model/views.ts'
import type { Model } from '../../../src/ui/canvas/model.ts'
import { addTable, modelOf, must, openApp } from './open.ts'

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const standing = fc.record({
  x: fc.integer({ min: 0, max: 60 }).map((n) => n * 8),
  y: fc.integer({ min: 0, max: 100 }).map((n) => n * 8),
  width: fc.integer({ min: 10, max: 30 }).map((n) => n * 8),
  own: fc.integer({ min: 1, max: 8 }).map((n) => 36 + n * 24),
  grown: fc.constantFrom(0, 0, 24, 48, 120),
})
type Drawn = typeof standing extends fc.Arbitrary<infer T> ? T : never

const standingOf = (d: Drawn): Standing => ({ ...d, height: d.own + d.grown })
const ownOf = (d: Drawn): Rect => ({ ...d, height: d.own })

describe('what patterns add to a table', () => {
  test('covers nothing that was free before, and what was not touched stays', () => {
    fc.assert(
      fc.property(fc.array(standing, { maxLength: 12 }), (all) => {
        const down = roomFor(all.map(standingOf))
        const now = all.map((d, i) => ({ ...standingOf(d), y: d.y + (down[i] ?? 0) }))
        all.forEach((a, i) => {
          all.forEach((b, k) => {
            if (i >= k || meets(ownOf(a), ownOf(b))) return
            const [one, other] = [now[i], now[k]]
            expect(one && other && meets(one, other)).toBe(false)
          })
        })
        expect(roomFor(all.map((d) => ({ ...standingOf(d), height: d.own, grown: 0 })))).toEqual(
          all.map(() => 0),
        )
      }),
    )
  })

  test('moves the table below and what that touches, widens its area, and moves no record', async () => {
    const app = await openApp()
    const top = addTable(app, { x: 0, y: 0 }, 'orders', 'note text')
    const below = addTable(app, { x: 40, y: 104 }, 'lines')
    const last = addTable(app, { x: 0, y: 200 }, 'shipments')
    const far = addTable(app, { x: 400, y: 104 }, 'people')
    must(app, app.commands.addArea({ x: -24, y: -40, width: 320, height: 320 }))
    const area = app.state.getState().selection[0] ?? ''
    const before = modelOf(app)
    const rect = (model: typeof before, id: string) =>
      model.byId.get(id)?.rect ?? { x: 0, y: 0, width: 0, height: 0 }
    const records = app.state.getState().open?.design.records
    must(app, app.commands.patternOn('soft-delete', top))
    const after = modelOf(app, before)
    const grown = rect(after, top).height - rect(before, top).height
    expect(grown).toBeGreaterThan(0)
    expect(rect(after, top).y).toBe(0)
    for (const id of [below, last]) expect(rect(after, id).y).toBeGreaterThan(rect(before, id).y)
    expect(rect(after, far)).toEqual(rect(before, far))
    const boxes = [top, below, last].map((id) => rect(after, id))
    expect(boxes.some((a, i) => boxes.slice(i + 1).some((b) => meets(a, b)))).toBe(false)
    const bottom = rect(after, last).y + rect(after, last).height
    expect(rect(after, area).y + rect(after, area).height).toBeGreaterThanOrEqual(bottom)
    for (const r of records?.values() ?? [])
      if (r.kind === 'place' || r.kind === 'area')
        expect(app.state.getState().open?.design.records.get(r.id)).toBe(r)
    app.undo()
    expect(modelOf(app, after).items.map((i) => i.rect)).toEqual(before.items.map((i) => i.rect))
  })
})

describe('companions', () => {
  const overlapping = (model: Model): number => {
    const boxes = model.items.filter((i) => i.view.kind === 'table').map((i) => i.rect)
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meets(a, b))).length
  }

  test('stay clear of their table and of each other when columns are drawn', async () => {
    const app = await openApp()
    const orders = addTable(app, { x: 0, y: 0 }, 'orders', 'note text')
    must(app, app.commands.patternOn('history-table', orders))
    must(app, app.commands.patternOn('archive-table', orders))
    const before = modelOf(app)
    expect(overlapping(before)).toBe(0)
    const more = Array.from({ length: 9 }, (_, n) => `a_rather_long_name_${n} timestamp with time zone`)
    must(app, app.commands.addColumns(orders, more.join('\n')))
    const after = modelOf(app, before)
    expect(overlapping(after)).toBe(0)
    app.undo()
    expect(modelOf(app, after).items.map((i) => i.rect)).toEqual(before.items.map((i) => i.rect))
  })
})
