import type { Hue, Id } from '../../../store/index.ts'
import { addTableAt, draftColumn, editColumn, editName } from '../edit/session.ts'
import { mayEdit, type Scope } from '../scope.ts'
import { focusOn } from './focus.ts'
import { focusedElsewhere, selectedNodes, selectedTable, selectionOf } from './selection.ts'
import { fit, glide, spot } from './viewport.ts'

export const place = (
  scope: Scope,
  moves: readonly { readonly of: Id; readonly x: number; readonly y: number }[],
): void => {
  if (moves.length > 0 && mayEdit(scope)) scope.app.run(scope.app.commands.place(moves))
}

export const addTable = (scope: Scope): void => {
  addTableAt(scope, spot(scope))
}

export const addColumn = (scope: Scope): void => {
  const elsewhere = focusedElsewhere(scope)
  if (elsewhere !== undefined) scope.app.select([elsewhere])
  const table = selectedTable(scope)
  if (!table || table.view.made) return
  draftColumn(scope, table.view.id, table.column)
}

/** Renames what is selected: the column, else the one node. */
export const rename = (scope: Scope): void => {
  const elsewhere = focusedElsewhere(scope)
  const table = selectedTable(scope)
  if (elsewhere === undefined && table?.column !== undefined) {
    editColumn(scope, table.view.id, table.column, 'name')
    return
  }
  const id = elsewhere ?? selectedNodes(scope)[0]?.id
  if (id === undefined) return
  const made = scope.app.state.getState().open?.compiled.catalog.get(id)?.why
  if (made) scope.app.run(scope.app.commands.rename(id, ''))
  else editName(scope, id)
}

export const remove = (scope: Scope): void => {
  const ids = selectionOf(scope)
  if (ids.length === 0 || !mayEdit(scope)) return
  if (scope.app.run(scope.app.commands.remove(ids))) scope.now.host?.focus({ preventScroll: true })
}

export const duplicate = (scope: Scope): void => {
  const ids = selectionOf(scope)
  if (ids.length > 0 && mayEdit(scope)) scope.app.run(scope.app.commands.duplicate(ids))
}

export const selectAll = ({ app, now }: Scope): void => app.select(now.model.items.map((i) => i.id))

/** Leaves what was begun, step by step: a drag, a drawing, the column, the selection. */
export const clear = (scope: Scope): void => {
  const { ui, app } = scope
  const table = selectedTable(scope)
  if (ui.getState().drawing) ui.setState({ drawing: false })
  else if (table?.column !== undefined) {
    app.select([table.view.id])
    focusOn(scope, table.view.id)
  } else app.select([])
}

/** Where the last step leads, which may be under way: the next one goes on from there. */
let aim = { zoom: 1, until: 0 }
const zoomed = ({ now: { flow } }: Scope, to: (from: number) => number): void => {
  if (!flow) return
  const [time, duration] = [performance.now(), glide()]
  const zoom = to(time < aim.until ? aim.zoom : flow.getZoom())
  aim = { zoom, until: time + duration * 2 }
  void flow.zoomTo(zoom, { duration })
}
export const zoomBy = (scope: Scope, by: number): void => zoomed(scope, (from) => from * by)
export const zoomTo100 = (scope: Scope): void => zoomed(scope, () => 1)
export const fitSelection = (scope: Scope): void => fit(scope, selectionOf(scope))

/** Lays out the selection, or everything, as one step. What stands in an area stays in it. */
export const autoLayout = async (scope: Scope): Promise<void> => {
  const { ui, now, app } = scope
  if (!mayEdit(scope) || ui.getState().busy) return
  const nodes = selectedNodes(scope).map((n) => n.id)
  const chosen = nodes.length > 1 ? nodes : undefined
  ui.setState({ busy: true })
  const { revision } = app.state.getState().open ?? {}
  try {
    const { layered } = await import('../layout/elk.ts')
    const moves = await layered(now.model, chosen)
    if (moves.length === 0 || app.state.getState().open?.revision !== revision) return
    const attempt = app.commands.place(moves)
    const done = attempt.ok && app.run({ ...attempt.value, name: 'Lay out', merge: `layout ${revision}` })
    if (done) requestAnimationFrame(() => fit(scope, chosen))
  } finally {
    ui.setState({ busy: false })
  }
}

/** Draws an area around the selection, or begins drawing one. */
export const addArea = (scope: Scope): void => {
  const boxes = selectedNodes(scope).map((n) => n.rect)
  if (boxes.length === 0) {
    scope.ui.setState({ drawing: true })
    return
  }
  const pad = 24
  const x = Math.min(...boxes.map((r) => r.x)) - pad
  const y = Math.min(...boxes.map((r) => r.y)) - pad * 2
  const width = Math.max(...boxes.map((r) => r.x + r.width)) + pad - x
  const height = Math.max(...boxes.map((r) => r.y + r.height)) + pad - y
  drawArea(scope, { x, y, width, height })
}

/** Adds an area and goes on typing its name. */
export const drawArea = (
  scope: Scope,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void => {
  const attempt = scope.app.commands.addArea(at)
  if (!scope.app.run(attempt) || !attempt.ok) return
  const [id] = attempt.value.select ?? []
  if (id !== undefined) editName(scope, id, at)
}

/** Instead of drawing one: an area of a usual size, in the middle of the view. */
export const usualArea = (scope: Scope): void => {
  scope.ui.setState({ drawing: false })
  drawArea(scope, { ...spot(scope), width: 480, height: 320 })
}

export const addNote = (scope: Scope): void => {
  if (!mayEdit(scope)) return
  const at = spot(scope)
  const attempt = scope.app.commands.addNote(at)
  if (!scope.app.run(attempt) || !attempt.ok) return
  const [id] = attempt.value.select ?? []
  if (id !== undefined) editName(scope, id, at)
}

/** Colours a node; `null` takes its colour away. */
export const setHue = ({ app, now }: Scope, id: Id, hue: Hue | null): void => {
  const rect = now.model.byId.get(id)?.rect
  if (rect) app.run(app.commands.place([{ of: id, x: rect.x, y: rect.y, hue }]))
}
