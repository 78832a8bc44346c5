import { describe, expect, test } from 'vitest'
import { flowNodes } from '../../../src/ui/canvas/flow-nodes.ts'
import { addTable, columnNamed, modelOf, must, openApp, tableIn } from './open.ts'

const overlap = (a: { x: number; y: number; width: number; height: number }, b: typeof a): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the picture of a design', () => {
  test('after a rename, only the renamed table is another object', async () => {
    const app = await openApp()
    const ids = Array.from({ length: 20 }, (_, i) =>
      addTable(app, { x: i * 300, y: 0 }, `t${i}`, 'a text\nb text!'),
    )
    const before = modelOf(app)
    const nodes = new Map(flowNodes(before, [], new Map(), new Map()).map((n) => [n.id, n]))
    must(app, app.commands.rename(columnNamed(app, ids[7] ?? '', 'a'), 'renamed'))
    const after = modelOf(app, before)
    const changed = after.items.filter((i) => before.byId.get(i.id) !== i).map((i) => i.id)
    expect(changed).toEqual([ids[7]])
    const next = flowNodes(after, [], new Map(), nodes)
    expect(next.filter((n) => nodes.get(n.id) !== n).map((n) => n.id)).toEqual([ids[7]])
    expect(after.edges).toBe(before.edges)
  })

  test('tables come in reading order, and keep their turn when they move', async () => {
    const app = await openApp()
    const low = addTable(app, { x: 0, y: 800 }, 'low')
    const right = addTable(app, { x: 600, y: 0 }, 'right')
    const left = addTable(app, { x: 0, y: 0 }, 'left')
    const before = modelOf(app)
    expect(before.items.map((i) => i.id)).toEqual([left, right, low])
    must(app, app.commands.place([{ of: low, x: 0, y: -900 }]))
    expect(modelOf(app, before).items.map((i) => i.id)).toEqual([left, right, low])
  })

  test('rows say what the catalog holds', async () => {
    const app = await openApp()
    const t = addTable(app, { x: 0, y: 0 }, 'customers', 'email varchar(20)!\nnick text')
    must(app, app.commands.toggleUnique(columnNamed(app, t, 'email')))
    const rows = tableIn(modelOf(app), t).rows
    expect(rows.map((r) => [r.name, r.type, r.primary, r.notNull, r.unique])).toEqual([
      ['id', 'bigint', true, true, undefined],
      ['email', 'varchar(20)', false, true, 'all'],
      ['nick', 'text', false, false, undefined],
    ])
  })

  test('a long table folds to twelve rows and never hides a key or what is selected', async () => {
    const app = await openApp()
    const parent = addTable(app, { x: 600, y: 0 }, 'parents')
    const t = addTable(
      app,
      { x: 0, y: 0 },
      'wide',
      Array.from({ length: 20 }, (_, i) => `c${i} text`).join('\n'),
    )
    must(app, app.commands.addColumns(t, 'parent_id bigint!\nlast text'))
    const reference = columnNamed(app, t, 'parent_id')
    must(app, app.commands.connect({ table: t, column: reference }, { table: parent }))
    app.select([])
    const folded = tableIn(modelOf(app), t)
    expect(folded.rows).toHaveLength(12)
    expect(folded.hidden).toBe(11)
    expect(folded.rows.map((r) => r.name)).toContain('parent_id')
    const last = columnNamed(app, t, 'last')
    app.select([last])
    expect(tableIn(modelOf(app), t).rows.map((r) => r.id)).toContain(last)
    must(app, app.commands.place([{ of: t, x: 0, y: 0, folded: false }]))
    expect(tableIn(modelOf(app), t).rows).toHaveLength(23)
  })

  test('a reference leaves from its row, and is one to one where the column is a key', async () => {
    const app = await openApp()
    const parent = addTable(app, { x: 0, y: 0 }, 'parents', 'code text!')
    const child = addTable(app, { x: 600, y: 0 }, 'children', 'a text\nparent_id bigint')
    const column = columnNamed(app, child, 'parent_id')
    must(
      app,
      app.commands.connect(
        { table: child, column },
        { table: parent, column: columnNamed(app, parent, 'id') },
      ),
    )
    const [edge] = modelOf(app).edges
    expect(edge).toMatchObject({
      child,
      parent,
      nullable: true,
      single: false,
      childY: 32 + 2 * 24 + 12,
      parentY: 32 + 12,
    })
    must(app, app.commands.setColumn(column, { notNull: true }))
    must(app, app.commands.toggleUnique(column))
    expect(modelOf(app).edges[0]).toMatchObject({ nullable: false, single: true })
  })

  test('a companion stands near its parent without covering anything, follows it, and can be hidden', async () => {
    const app = await openApp()
    const t = addTable(app, { x: 0, y: 0 }, 'orders', 'total numeric(12,2)!')
    addTable(app, { x: 0, y: 200 }, 'below')
    must(app, app.commands.patternOn('history-table', t))
    const before = modelOf(app)
    const [tie] = before.ties
    expect(tie?.parent).toBe(t)
    const companion = before.byId.get(tie?.companion ?? '')
    if (!companion) throw new Error('no companion')
    for (const other of before.items)
      if (other !== companion) expect(overlap(other.rect, companion.rect)).toBe(false)
    must(app, app.commands.place([{ of: t, x: 800, y: 400 }]))
    const after = modelOf(app, before).byId.get(companion.id)
    expect(after && after.rect.x - companion.rect.x).toBe(800)
    expect(after && after.rect.y - companion.rect.y).toBe(400)
    const hidden = modelOf(app, undefined, true)
    expect(hidden.byId.has(companion.id)).toBe(false)
    expect(hidden.ties).toEqual([])
  })

  test('a column that a pattern added says which one', async () => {
    const app = await openApp()
    const t = addTable(app, { x: 0, y: 0 }, 'orders')
    must(app, app.commands.patternOn('soft-delete', t))
    const view = tableIn(modelOf(app), t)
    expect(view.badges.map((b) => b.pattern)).toEqual(['soft-delete'])
    expect(view.rows.filter((r) => r.added).map((r) => r.added?.pattern)).toContain('soft-delete')
    expect(view.rows.find((r) => r.name === 'id')?.added).toBeUndefined()
  })
})
