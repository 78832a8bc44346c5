import type { NodeChange } from '@xyflow/react'
import type { MouseEvent as ReactMouseEvent } from 'react'
import type { Id } from '../../../store/index.ts'
import { routeAt } from '../edges/route.ts'
import { addTableAt, editColumn, editName } from '../edit/session.ts'
import { opening } from '../edit/wait.ts'
import type { FlowNode } from '../flow-nodes.ts'
import { openMenu } from '../menu/open.ts'
import type { Point } from '../model/views.ts'
import { mayEdit, type Scope } from '../scope.ts'
import type { Hover } from '../ui-state.ts'
import { showDrag } from './drag.ts'
import { selectionOf } from './selection.ts'
import { readable } from './viewport.ts'

/** How near to a line a pointer counts as on it, in pixels of the screen. */
const lineReach = 7

const rowOf = (target: EventTarget | null): Id | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined
const several = (e: {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}): boolean => e.shiftKey || e.ctrlKey || e.metaKey
const screenOf = (e: { readonly clientX: number; readonly clientY: number }): Point => ({
  x: e.clientX,
  y: e.clientY,
})

const flowPoint = (
  { now }: Scope,
  e: { readonly clientX: number; readonly clientY: number },
  snap = false,
): Point =>
  now.flow?.screenToFlowPosition(screenOf(e), { snapToGrid: snap, snapGrid: [8, 8] }) ?? { x: 0, y: 0 }

const edgeUnder = (
  scope: Scope,
  e: { readonly clientX: number; readonly clientY: number },
): Id | undefined => {
  const zoom = scope.now.flow?.getZoom() ?? 1
  return routeAt(scope.now.routes.values(), flowPoint(scope, e), lineReach / zoom)?.id
}

/** A click on a table selects it; a click on a row of a selected table selects the column. */
export const clickNode = (scope: Scope, e: ReactMouseEvent, id: Id, before: readonly Id[]): void => {
  const { app, now } = scope
  const { editing } = scope.ui.getState()
  // A press inside the row that is being typed means that column, though React Flow has picked its table.
  if (e.target instanceof Element && e.target.closest('.cv-edit') && editing?.at === 'column') {
    app.select([editing.column ?? id])
    return
  }
  const row = rowOf(e.target)
  const view = now.model.byId.get(id)?.view
  const rows = view?.kind === 'table' ? view.rows.map((r) => r.id) : []
  const inside = before.includes(id) || before.some((b) => rows.includes(b))
  if (several(e)) {
    const target = row !== undefined && before.some((b) => rows.includes(b)) ? row : id
    app.select(before.includes(target) ? before.filter((b) => b !== target) : [...before, target])
  } else app.select(row !== undefined && inside && before.length === 1 ? [row] : [id])
}

export const clickPane = (scope: Scope, e: ReactMouseEvent): void => {
  const edge = edgeUnder(scope, e)
  if (edge !== undefined) scope.app.select([edge], several(e) ? 'toggle' : 'set')
  else if (!several(e)) scope.app.select([])
}

const sameHover = (a: Hover, b: Hover): boolean => a.node === b.node && a.row === b.row && a.edge === b.edge
const setHover = (scope: Scope, hover: Hover): void => {
  if (!sameHover(scope.ui.getState().hover, hover)) scope.ui.setState({ hover })
}

/** What the pointer is over: a handle keeps its row's. */
export const trackPointer = (scope: Scope, e: ReactMouseEvent): void => {
  scope.now.pointer = screenOf(e)
  if (e.buttons !== 0 || !(e.target instanceof Element) || e.target.closest('.cv-handle')) return
  const node = e.target.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const row = rowOf(e.target)
  const edge = e.target.closest('.react-flow__pane') ? edgeUnder(scope, e) : undefined
  if (node === undefined) setHover(scope, edge === undefined ? {} : { edge })
  else setHover(scope, row === undefined ? { node } : { node, row })
}

/** Adds a table on the empty canvas; on a node, edits the part that was pressed. */
export const doubleClick = (scope: Scope, e: ReactMouseEvent): void => {
  const { target } = e
  if (!(target instanceof Element) || !mayEdit(scope) || target.closest('input, textarea, button')) return
  const at = { target, clientX: e.clientX, clientY: e.clientY }
  opening(scope, () => editUnder(scope, at))
}

const editUnder = (
  scope: Scope,
  e: { readonly target: Element; readonly clientX: number; readonly clientY: number },
): void => {
  const node = e.target.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (node === undefined) {
    if (!e.target.closest('.react-flow__pane') || edgeUnder(scope, e) !== undefined) return
    addTableAt(scope, flowPoint(scope, e, true))
    return
  }
  readable(scope, node)
  const row = rowOf(e.target)
  if (row !== undefined) editColumn(scope, node, row, e.target.closest('[data-part=type]') ? 'type' : 'name')
  else if (e.target.closest('[data-part=title], .cv-head, .cv-area, .cv-note')) rename(scope, node)
}

const rename = (scope: Scope, id: Id): void => {
  const made = scope.app.state.getState().open?.compiled.catalog.get(id)?.why
  if (made) scope.app.run(scope.app.commands.rename(id, ''))
  else editName(scope, id)
}

/** The menu of what is under the pointer; it acts on the selection, so an unselected thing is selected first. */
export const contextMenu = (
  scope: Scope,
  target: EventTarget | null,
  at: { readonly clientX: number; readonly clientY: number },
): boolean => {
  if (!(target instanceof Element) || target.closest('input, textarea')) return false
  const { app } = scope
  const chosen = selectionOf(scope)
  const node = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const row = rowOf(target)
  if (node !== undefined && row !== undefined && !(chosen.length > 1 && chosen.includes(node))) {
    app.select([row])
    openMenu(scope, screenOf(at), { on: 'row', table: node, id: row })
  } else if (node !== undefined) {
    if (!chosen.includes(node)) app.select([node])
    openMenu(scope, screenOf(at), { on: 'node', id: node })
  } else if (target.closest('.react-flow__pane')) {
    const edge = edgeUnder(scope, at)
    if (edge !== undefined) app.select([edge])
    openMenu(
      scope,
      screenOf(at),
      edge === undefined ? { on: 'pane', at: flowPoint(scope, at, true) } : { on: 'edge', id: edge },
    )
  } else return false
  return true
}

const lifts = ['touchend', 'touchcancel'] as const

const lifted = (e: Event): void => {
  for (const type of lifts) window.removeEventListener(type, lifted, true)
  if (e.type === 'touchend') e.preventDefault()
}

/** The finger that lifts from a long press presses nothing: a click would close the menu. */
export const swallowLift = (): void => {
  for (const type of lifts) window.addEventListener(type, lifted, { capture: true, passive: false })
}

/** React Flow's own changes: dragging, and the marquee's selection. */
export const nodeChanges = (scope: Scope, changes: readonly NodeChange<FlowNode>[]): void => {
  const shifts = changes.flatMap((c) =>
    c.type === 'position' && c.dragging && c.position ? [{ id: c.id, position: c.position }] : [],
  )
  if (shifts.length > 0) showDrag(scope, shifts)
  const picks = changes.filter((c) => c.type === 'select')
  if (picks.length === 0) return
  const before = selectionOf(scope)
  const next = new Set(before)
  for (const c of picks) {
    if (c.selected) next.add(c.id)
    else next.delete(c.id)
  }
  if (next.size !== before.length || before.some((id) => !next.has(id))) scope.app.select([...next])
}
