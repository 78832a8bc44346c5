import { expect, it } from 'vitest'
import { thingsOf } from '../../../src/ui/panels/inspector/things.ts'
import { blank, draw, must, openOf } from '../../store/world.ts'

it('areas and notes are named among what is selected', async () => {
  const app = await blank()
  const items = draw(app, 'items', '')
  must(app, app.commands.addArea({ x: 0, y: 0, width: 100, height: 100 }))
  const area = app.state.getState().selection[0] ?? ''
  must(app, app.commands.addNote({ x: 0, y: 0 }))
  const note = app.state.getState().selection[0] ?? ''
  must(app, app.commands.comment(note, 'Ask Ann\nabout this'))
  const { compiled, design } = openOf(app)
  expect(thingsOf([items, area, note], compiled.catalog, design.records)).toEqual([
    { id: items, name: 'items', kind: 'table' },
    { id: area, name: 'Area', kind: 'area' },
    { id: note, name: 'Ask Ann', kind: 'note' },
  ])
})
