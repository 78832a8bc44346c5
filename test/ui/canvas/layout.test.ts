import ELK from 'elkjs/lib/elk.bundled.js'
import { describe, expect, test } from 'vitest'
import { type App, type Id, templates } from '../../../src/store/index.ts'
import { flatBy } from '../../../src/ui/canvas/layout/elk.ts'
import { layOut } from '../../../src/ui/canvas/layout/groups.ts'
import type { Item, Rect } from '../../../src/ui/canvas/model/views.ts'
import { addTable, modelOf, must, openApp } from './open.ts'

const elk = new ELK()

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const within = (area: Rect, r: Rect): boolean =>
  r.x >= area.x &&
  r.y >= area.y &&
  r.x + r.width <= area.x + area.width &&
  r.y + r.height <= area.y + area.height

const isArea = (i: Item): boolean => i.view.kind === 'area'
const nameOf = ({ view }: Item): string =>
  'name' in view ? view.name : view.kind === 'area' ? view.record.name : view.kind

/** What stands in each area, by names. */
const contents = (items: readonly Item[]) =>
  Object.fromEntries(
    items.filter(isArea).map((a) => [
      nameOf(a),
      items
        .filter((i) => i !== a && within(a.rect, i.rect))
        .map(nameOf)
        .sort(),
    ]),
  )

/** What lies over something else, or is cut by an area's border. */
const wrong = (items: readonly Item[]): readonly string[] =>
  items.flatMap((a, i) =>
    items
      .slice(i + 1)
      .filter((b) => meets(a.rect, b.rect))
      .filter((b) => !(isArea(a) && within(a.rect, b.rect)) && !(isArea(b) && within(b.rect, a.rect)))
      .map((b) => `${nameOf(a)} over ${nameOf(b)}`),
  )

const layOutIn = async (app: App, chosen?: readonly Id[]): Promise<void> => {
  must(app, app.commands.place(await layOut(modelOf(app), flatBy(elk), chosen)))
}

const area = (app: App, at: Rect): Id => {
  const [id] = must(app, app.commands.addArea(at)).select ?? []
  if (id === undefined) throw new Error('no area')
  return id
}

describe.each(templates.map((t) => t.id))('the template %s, laid out', (id) => {
  test('what stood in an area is in it, nothing else is, and nothing lies over anything', async () => {
    const app = await openApp()
    await app.create(id)
    const before = modelOf(app).items
    await layOutIn(app)
    const after = modelOf(app).items
    expect(contents(after)).toEqual(contents(before))
    expect(wrong(after)).toEqual([])
    // Once more changes nothing of that.
    await layOutIn(app)
    expect(contents(modelOf(app).items)).toEqual(contents(before))
    expect(wrong(modelOf(app).items)).toEqual([])
    app.undo()
    app.undo()
    expect(modelOf(app).items.map((i) => i.rect)).toEqual(before.map((i) => i.rect))
  })
})

test('an area in an area, an empty one and a note in one keep what they hold', async () => {
  const app = await openApp()
  area(app, { x: 0, y: 0, width: 1200, height: 900 })
  area(app, { x: 40, y: 60, width: 600, height: 500 })
  area(app, { x: 2000, y: 0, width: 400, height: 300 })
  addTable(app, { x: 80, y: 120 }, 'inner')
  addTable(app, { x: 80, y: 320 }, 'inner_too')
  addTable(app, { x: 700, y: 100 }, 'outer')
  addTable(app, { x: 1300, y: 100 }, 'loose')
  must(app, app.commands.addNote({ x: 380, y: 120 }))
  must(app, app.commands.addNote({ x: 1300, y: 130 }))
  const before = contents(modelOf(app).items)
  await layOutIn(app)
  expect(contents(modelOf(app).items)).toEqual(before)
  expect(wrong(modelOf(app).items)).toEqual([])
})

test('tables that are chosen in an area are laid out in it, and it grows to hold them', async () => {
  const app = await openApp()
  const sales = area(app, { x: 0, y: 0, width: 240, height: 700 })
  const tables = ['a', 'b', 'c'].map((name, i) => addTable(app, { x: 20, y: 60 + i * 200 }, name))
  const [a, b] = tables
  if (!a || !b) throw new Error('no tables')
  must(app, app.commands.connect({ table: b }, { table: a }))
  const before = contents(modelOf(app).items)
  await layOutIn(app, tables)
  const { items, byId } = modelOf(app)
  expect(contents(items)).toEqual(before)
  expect(wrong(items)).toEqual([])
  expect(byId.get(sales)?.rect).toMatchObject({ x: 0, y: 0 })
  expect(byId.get(sales)?.rect.width).toBeGreaterThan(240)
})
