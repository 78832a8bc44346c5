import type { Id } from '../../../store/index.ts'
import { openMenu } from '../menu/open.ts'
import type { Point } from '../model/views.ts'
import type { Scope } from '../scope.ts'
import { choicesFor, type End, sayReference } from './trial.ts'

const edge = 40
const panStep = 12

/** The table, and the column if there is a row, under a point of the screen. */
const under = (scope: Scope, p: Point): End | undefined => {
  const element = document.elementFromPoint(p.x, p.y)
  const node = element?.closest<HTMLElement>('.react-flow__node')
  const table = node?.dataset.id
  if (table === undefined || !scope.now.host?.contains(node ?? null)) return undefined
  if (scope.now.model.byId.get(table)?.view.kind !== 'table') return undefined
  const column = element?.closest<HTMLElement>('[data-row]')?.dataset.row
  return column === undefined ? { table } : { table, column }
}

/** Begins dragging a reference from a column; ends by itself on release, Escape or a lost pointer. */
export const startConnecting = (
  scope: Scope,
  from: { readonly table: Id; readonly column: Id },
  first: Point,
): void => {
  const { app, ui, now } = scope
  const said = new Map<string, { readonly says?: string; readonly refused?: string }>()
  let last = first
  let frame = 0
  app.ready(() => undefined)

  const trial = (to: End) => {
    const key = `${to.table} ${to.column ?? ''}`
    const known = said.get(key)
    if (known) return known
    const open = app.state.getState().open
    const attempt = app.commands.connect(from, to)
    const answer = attempt.ok
      ? { says: open ? sayReference(open.compiled.catalog, attempt.value) : attempt.value.name }
      : { refused: attempt.error.message }
    if (attempt.ok || !attempt.error.again) said.set(key, answer)
    return answer
  }
  const show = () => {
    const over = under(scope, last)
    const own =
      over !== undefined && over.table === from.table && (over.column ?? from.column) === from.column
    const at = now.flow?.screenToFlowPosition(last, { snapToGrid: false }) ?? last
    const target = over && !own ? { over, ...trial(over) } : {}
    ui.setState({ connecting: { ...from, at, screen: last, ...target } })
  }
  /** Near a border the canvas moves, so that a table out of sight can be reached. */
  const pan = () => {
    frame = requestAnimationFrame(pan)
    const box = now.host?.getBoundingClientRect()
    if (!box || !now.flow) return
    const dx = last.x < box.left + edge ? panStep : last.x > box.right - edge ? -panStep : 0
    const dy = last.y < box.top + edge ? panStep : last.y > box.bottom - edge ? -panStep : 0
    if (dx === 0 && dy === 0) return
    const v = now.flow.getViewport()
    void now.flow.setViewport({ x: v.x + dx, y: v.y + dy, zoom: v.zoom })
    show()
  }
  const stop = () => {
    cancelAnimationFrame(frame)
    ui.setState({ connecting: undefined })
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', stop)
    window.removeEventListener('keydown', onKey, true)
  }
  const onMove = (e: PointerEvent) => {
    last = { x: e.clientX, y: e.clientY }
    show()
  }
  const onUp = (e: PointerEvent) => {
    last = { x: e.clientX, y: e.clientY }
    const to = under(scope, last)
    stop()
    if (to) app.ready(() => drop(scope, from, to, last))
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return
    e.preventDefault()
    e.stopPropagation()
    stop()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', stop)
  window.addEventListener('keydown', onKey, true)
  frame = requestAnimationFrame(pan)
  show()
}

/** A refused drop changes nothing: the reason was said while hovering. On a table with several meanings, asks. */
const drop = (
  scope: Scope,
  from: { readonly table: Id; readonly column: Id },
  to: End,
  screen: Point,
): void => {
  const { app } = scope
  const open = app.state.getState().open
  if (!open || (to.table === from.table && (to.column ?? from.column) === from.column)) return
  if (to.column !== undefined) {
    const attempt = app.commands.connect(from, to)
    if (attempt.ok) app.run(attempt)
    return
  }
  const choices = choicesFor(app, open.compiled.catalog, from, to.table)
  if (choices.length > 1) openMenu(scope, screen, { on: 'choice', from, table: to.table })
  else if (choices[0]) app.run(choices[0].attempt)
}
