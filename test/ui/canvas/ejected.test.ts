import { describe, expect, test } from 'vitest'
import { encodeLink } from '../../../src/formats/link/index.ts'
import type { App, Design, Id } from '../../../src/store/index.ts'
import type { Model } from '../../../src/ui/canvas/model.ts'
import { addTable, modelOf, must, openApp } from './open.ts'

const corners = (model: Model): object =>
  Object.fromEntries(model.items.map(({ id, rect }) => [id, `${rect.x}, ${rect.y}`]))

const designOf = (app: App): Design => {
  const { open } = app.state.getState()
  if (!open) throw new Error('nothing is open')
  return open.design
}

const useOf = (app: App, pattern: string): Id => {
  for (const r of designOf(app).records.values()) if (r.kind === 'use' && r.pattern === pattern) return r.id
  throw new Error(`${pattern} is off`)
}

/** As the link to the design shows it. */
const linked = async (app: App): Promise<object> => {
  const other = await openApp()
  expect(await other.openLink(encodeLink(designOf(app)))).toMatchObject({ ok: true })
  return corners(modelOf(other))
}

/** `items` with `staff` beside it and `notes` close below: what a pattern brings has to find room. */
const drawn = async (...patterns: readonly string[]) => {
  const app = await openApp()
  const items = addTable(app, { x: 104, y: 80 }, 'items', 'name text')
  addTable(app, { x: 400, y: 80 }, 'staff', 'name text')
  addTable(app, { x: 104, y: 190 }, 'notes', 'body text')
  let model = modelOf(app)
  for (const p of patterns) {
    must(app, app.commands.patternOn(p, items))
    model = modelOf(app, model)
  }
  return { app, model }
}

describe('what is ejected stays where it was drawn', () => {
  test.each([
    [['soft-delete']],
    [['soft-delete', 'history-table']],
    [['soft-delete', 'compat-view']],
    [['compat-view', 'soft-delete']],
  ])('%o: on the page, opened again, and in a link', async (patterns) => {
    const { app, model } = await drawn(...patterns)
    const [before, opened] = [corners(model), corners(modelOf(app))]
    must(app, app.commands.eject(useOf(app, 'soft-delete')))
    const after = modelOf(app, model)
    expect(corners(after)).toEqual(before)
    expect(corners(modelOf(app))).toEqual(opened)
    expect(await linked(app)).toEqual(opened)
    app.undo()
    expect(corners(modelOf(app, after))).toEqual(before)
  })
})
