import type { Attempt, Id } from '../../../store/index.ts'
import { focusOn } from '../act/focus.ts'
import { readable } from '../act/viewport.ts'
import type { Point } from '../model/views.ts'
import { mayEdit, type Scope } from '../scope.ts'
import type { Editing } from '../ui-state.ts'
import { withEditors } from './wait.ts'

let sessions = 0

/** Lines of new columns that could not be taken, by the column that their first letters made: typing goes on with them. */
export const unsaid = new Map<Id, string>()

/** The attempt as part of the step that `key` names, so that what is typed in one go is undone in one go. */
export const merged = (attempt: Attempt, key: string): Attempt =>
  attempt.ok ? { ok: true, value: { ...attempt.value, merge: key } } : attempt

/** The step that a fresh object's first name and type belong to, or all letters of another name. */
export const freshStep = (session: number): string => `fresh ${session}`

/** `at` is where a node lies that is not drawn yet. */
const begin = (scope: Scope, editing: Editing, at?: Point): void => {
  if (!mayEdit(scope)) return
  withEditors(() => {
    readable(scope, editing.node, at)
    scope.ui.setState({ editing })
  })
}

export const editName = (scope: Scope, node: Id, at?: Point): void =>
  begin(scope, { at: 'name', node, session: ++sessions, fresh: false }, at)

/** Adds a table and goes on typing its name. */
export const addTableAt = (scope: Scope, at: Point): void => {
  if (!mayEdit(scope)) return
  const { app } = scope
  const session = ++sessions
  const attempt = merged(app.commands.addTable(at), freshStep(session))
  if (!app.run(attempt) || !attempt.ok) return
  const made = attempt.value.changes.find((c) => c.to?.kind === 'table')
  if (made) begin(scope, { at: 'name', node: made.id, session, fresh: true }, at)
}

export const editColumn = (scope: Scope, table: Id, column: Id, part: 'name' | 'type'): void => {
  if (!mayEdit(scope)) return
  const made = scope.app.state.getState().open?.compiled.catalog.get(column)?.why
  // Refuses with words: the switch that made the column is the one to change.
  if (made) scope.app.run(scope.app.commands.rename(column, ''))
  else
    begin(scope, { at: 'column', node: table, column, part, session: ++sessions, fresh: unsaid.has(column) })
}

/** Begins a new column after another one, or at the end. */
export const draftColumn = (scope: Scope, table: Id, after?: Id): void =>
  begin(scope, {
    at: 'column',
    node: table,
    session: ++sessions,
    part: 'name',
    fresh: true,
    ...(after === undefined ? {} : { after }),
  })

/** Closes the editor if it is still this one. */
export const leave = (scope: Scope, session: number, focus: boolean): void => {
  const { editing } = scope.ui.getState()
  if (editing?.session !== session) return
  scope.ui.setState({ editing: undefined })
  if (focus) focusOn(scope, editing.node, editing.at === 'column' ? editing.column : undefined)
}
