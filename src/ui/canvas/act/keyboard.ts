import { isApple, matches } from '../../kit/keys.ts'
import { kept, opening, withEditors } from '../edit/wait.ts'
import { type CanvasKey, canvasKeys } from '../keys.ts'
import type { Scope } from '../scope.ts'
import {
  addArea,
  addColumn,
  addNote,
  addTable,
  autoLayout,
  clear,
  duplicate,
  fitSelection,
  remove,
  rename,
  selectAll,
  usualArea,
  zoomBy,
  zoomTo100,
} from './actions.ts'
import { editType, enter, move, toggleFocused } from './moves.ts'
import { fit } from './viewport.ts'

/** What each key of the canvas does. */
const keyActions: Readonly<Record<CanvasKey, (scope: Scope) => void>> = {
  'add-table': addTable,
  'add-column': addColumn,
  'add-area': addArea,
  'add-note': addNote,
  rename,
  enter,
  type: editType,
  up: (s) => move(s, 'up'),
  down: (s) => move(s, 'down'),
  left: (s) => move(s, 'left'),
  right: (s) => move(s, 'right'),
  select: toggleFocused,
  delete: remove,
  duplicate,
  'select-all': selectAll,
  clear,
  fit: (s) => fit(s),
  'fit-selection': fitSelection,
  'zoom-100': zoomTo100,
  'zoom-in': (s) => zoomBy(s, 1.25),
  'zoom-out': (s) => zoomBy(s, 0.8),
  layout: (s) => void autoLayout(s),
}

const reading: ReadonlySet<CanvasKey> = new Set([
  'up',
  'down',
  'left',
  'right',
  'select',
  'select-all',
  'clear',
  'fit',
  'fit-selection',
  'zoom-100',
  'zoom-in',
  'zoom-out',
])

/** After which one types. */
const typingInto: ReadonlySet<CanvasKey> = new Set([
  'add-table',
  'add-column',
  'add-note',
  'rename',
  'enter',
  'type',
])

/** Does what the key is for; what edits waits until editing has loaded. */
export const perform = (scope: Scope, id: CanvasKey): void => {
  const run = () => keyActions[id](scope)
  if (reading.has(id)) run()
  else if (typingInto.has(id)) opening(scope, run)
  else scope.app.ready(() => withEditors(run))
}

export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/**
 * Whether keys go to the canvas: the focus is in it, nowhere, where a button such as Undo was just pressed, or in the
 * list, which keeps its own keys for itself.
 */
export const hasKeyboard = (scope: Scope): boolean => {
  const element = document.activeElement
  const inside =
    element === null ||
    element === document.body ||
    scope.now.host?.contains(element) === true ||
    element.closest('.top-bar, [role="tree"]') !== null
  return inside && !typing(element) && !document.querySelector('[role="dialog"][data-state="open"].dialog')
}

/** Buttons keep Enter and Space for themselves. */
const forControl = (e: KeyboardEvent): boolean =>
  (e.key === 'Enter' || e.key === ' ') &&
  e.target instanceof HTMLElement &&
  e.target.matches('button, [role^="menuitem"]')

/** Runs the key's action; false when it has none here. */
export const onKey = (scope: Scope, e: KeyboardEvent): boolean => {
  if (e.defaultPrevented || e.isComposing || !hasKeyboard(scope) || forControl(e)) return false
  if (kept(e)) {
    e.preventDefault()
    return true
  }
  const apple = isApple()
  const entry = canvasKeys.find((k) => k.keys.some((combo) => matches(combo, e, apple)))
  const { drawing } = scope.ui.getState()
  // While an area is being drawn, only leaving it is open, or to have one without drawing.
  if (!entry || (drawing && entry.id !== 'clear' && entry.id !== 'enter')) return false
  e.preventDefault()
  if (drawing && entry.id === 'enter') usualArea(scope)
  else perform(scope, entry.id)
  return true
}
