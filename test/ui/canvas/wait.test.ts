import { beforeEach, expect, test } from 'vitest'
import { drop, kept, opening, takeLine } from '../../../src/ui/canvas/edit/wait.ts'
import type { Scope } from '../../../src/ui/canvas/scope.ts'
import { createCanvasUi } from '../../../src/ui/canvas/ui-state.ts'

const ui = createCanvasUi()
const scope = { app: { ready: (run: () => void) => run() }, ui } as unknown as Scope

const edit = (session: number) => () =>
  ui.setState({ editing: { at: 'name', node: `t${session}`, session, fresh: true } })
const type = (text: string): readonly boolean[] =>
  [...text].map((key) =>
    kept({ key, ctrlKey: false, metaKey: false, altKey: false } as unknown as KeyboardEvent),
  )

beforeEach(async () => {
  drop()
  ui.setState({ editing: undefined })
  // Loads what there is to load.
  opening(scope, () => undefined)
  await Promise.resolve()
})

test('the editor that was asked for takes what was typed meanwhile', () => {
  opening(scope, edit(1))
  type('rooms')
  expect(takeLine(1)).toEqual({ text: 'rooms', entered: false })
  expect(takeLine(1).text).toBe('')
})

test('another editor takes nothing of it, and from then on no one does', () => {
  opening(scope, edit(2))
  type('invoices')
  expect(takeLine(3).text).toBe('')
  expect(takeLine(2).text).toBe('')
  expect(type('n')).toEqual([false])
})

test('an editor that is asked for later takes nothing that was typed before', () => {
  opening(scope, edit(4))
  type('invoices')
  opening(scope, edit(5))
  expect(takeLine(5).text).toBe('')
})

test('where no editor opens, keys are not kept', () => {
  opening(scope, edit(6))
  takeLine(6)
  opening(scope, () => undefined)
  expect(type('n')).toEqual([false])
})
