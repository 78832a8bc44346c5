import type { Attempt, Id } from '../../../store/index.ts'
import { isApple, spoken } from '../../kit/keys.ts'
import { openMenu } from '../menu/open.ts'
import type { Point } from '../model/views.ts'
import type { Scope } from '../scope.ts'
import { choicesFor, type End, sayCommand } from './trial.ts'

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

const tellAlt = () => ({
  says: `Drop on a table or a column; hold ${spoken('Alt', isApple())} for many to many`,
})

const attemptAt = ({ app }: Scope, from: End, to: End, many: boolean): Attempt =>
  many ? app.commands.linkMany(from.table, to.table) : app.commands.connect(from, to)

/** The place that the drag began at. Many to many, the whole of a table is an end, its own too. */
const isOwn = (from: End, to: End, many: boolean): boolean =>
  to.table === from.table && (many ? to.column : (to.column ?? from.column)) === from.column

/**
 * Begins dragging a reference from a column, with Alt a junction table between both tables; ends by itself on
 * release, Escape or a lost pointer.
 */
export const startConnecting = (
  scope: Scope,
  from: { readonly table: Id; readonly column: Id },
  first: Point,
): void => {
  const { app, ui, now } = scope
  const said = new Map<string, { readonly says?: string; readonly refused?: string }>()
  let last = first
  let many = false
  let hint: { readonly says?: string } = {}
  let frame = 0
  app.ready(() => undefined)

  const trial = (to: End) => {
    const key = many ? `many ${to.table}` : `${to.table} ${to.column ?? ''}`
    const known = said.get(key)
    if (known) return known
    const open = app.state.getState().open
    const attempt = attemptAt(scope, from, to, many)
    const answer = attempt.ok
      ? { says: open ? sayCommand(open.compiled.catalog, attempt.value) : attempt.value.name }
      : { refused: attempt.error.message }
    if (attempt.ok || !attempt.error.again) said.set(key, answer)
    return answer
  }
  const show = () => {
    const over = under(scope, last)
    const own = over !== undefined && isOwn(from, over, many)
    const at = now.flow?.screenToFlowPosition(last, { snapToGrid: false }) ?? last
    const taken = over && many ? { table: over.table } : over
    const target = taken && !own ? { over: taken, ...trial(taken) } : hint
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
    window.removeEventListener('keyup', onAlt, true)
  }
  const follow = (e: PointerEvent) => {
    last = { x: e.clientX, y: e.clientY }
    many = e.altKey
    hint = e.pointerType === 'mouse' ? tellAlt() : {}
  }
  const onMove = (e: PointerEvent) => {
    follow(e)
    show()
  }
  const onUp = (e: PointerEvent) => {
    follow(e)
    const to = under(scope, last)
    stop()
    if (to && !isOwn(from, to, many)) app.ready(() => drop(scope, from, to, last, many))
  }
  /** Kept from the browser, which would go to its menu. */
  const onAlt = (e: KeyboardEvent) => {
    if (e.key !== 'Alt') return
    e.preventDefault()
    many = e.type === 'keydown'
    show()
  }
  const onKey = (e: KeyboardEvent) => {
    onAlt(e)
    if (e.key !== 'Escape') return
    e.preventDefault()
    e.stopPropagation()
    stop()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', stop)
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('keyup', onAlt, true)
  frame = requestAnimationFrame(pan)
  show()
}

/** A refused drop changes nothing: the reason was said while hovering. On a table with several meanings, asks. */
const drop = (
  scope: Scope,
  from: { readonly table: Id; readonly column: Id },
  to: End,
  screen: Point,
  many: boolean,
): void => {
  const { app } = scope
  const open = app.state.getState().open
  if (!open) return
  if (many || to.column !== undefined) {
    const attempt = attemptAt(scope, from, to, many)
    if (attempt.ok) app.run(attempt)
    return
  }
  const choices = choicesFor(app, open.compiled.catalog, from, to.table)
  if (choices.length > 1) openMenu(scope, screen, { on: 'choice', from, table: to.table })
  else if (choices[0]) app.run(choices[0].attempt)
}
