import { describe, expect, test } from 'vitest'
import { templates } from '../../../src/store/index.ts'
import type { Rect } from '../../../src/ui/canvas/model/views.ts'
import { modelOf, openApp } from './open.ts'

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const within = (area: Rect, r: Rect): boolean =>
  r.x >= area.x &&
  r.y >= area.y &&
  r.x + r.width <= area.x + area.width &&
  r.y + r.height <= area.y + area.height

describe.each(templates.map((t) => t.id))('the template %s as it is drawn', (id) => {
  const drawn = async () => {
    const app = await openApp()
    await app.create(id)
    const items = modelOf(app).items.map((i) => ({
      name: 'name' in i.view ? i.view.name : i.view.kind,
      kind: i.view.kind,
      rect: i.rect,
    }))
    return { areas: items.filter((i) => i.kind === 'area'), boxes: items.filter((i) => i.kind !== 'area') }
  }

  test('nothing lies over anything else, and an area holds a thing wholly or not at all', async () => {
    const { areas, boxes } = await drawn()
    const over = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => meets(a.rect, b.rect))
        .map((b) => `${a.name} over ${b.name}`),
    )
    const cut = areas.flatMap((a) =>
      boxes.filter((b) => meets(a.rect, b.rect) && !within(a.rect, b.rect)).map((b) => b.name),
    )
    expect({ over, cut }).toEqual({ over: [], cut: [] })
  })

  test('all of it can be read at once at 50 % on a screen of 1440 by 900', async () => {
    const { areas, boxes } = await drawn()
    const all = [...areas, ...boxes].map((i) => i.rect)
    const width = Math.max(...all.map((r) => r.x + r.width)) - Math.min(...all.map((r) => r.x))
    const height = Math.max(...all.map((r) => r.y + r.height)) - Math.min(...all.map((r) => r.y))
    // Between the list and the inspector, above the dock.
    expect({ width: width <= 1760, height: height <= 1180 }).toEqual({ width: true, height: true })
    expect([width, height].every((n) => n > 400)).toBe(true)
  })
})
