import type { Id } from '../../store/index.ts'
import { perform } from './act/keyboard.ts'
import { lead } from './act/moves.ts'
import { nodeOf } from './act/viewport.ts'
import { type CanvasKey, canvasKeys } from './keys.ts'
import type { Scope } from './scope.ts'

let current: Scope | undefined

/** Makes this canvas the one that commands from elsewhere reach. */
export const attach = (scope: Scope): (() => void) => {
  current = scope
  return () => {
    if (current === scope) current = undefined
  }
}

const byPalette: readonly CanvasKey[] = [
  'add-table',
  'add-column',
  'add-area',
  'add-note',
  'rename',
  'select-all',
  'fit',
  'fit-selection',
  'zoom-100',
  'layout',
]

/** What the palette may offer of the canvas. */
export const canvasCommands = canvasKeys.filter((k) => byPalette.includes(k.id))

/** Runs a command of the canvas on screen; without one, nothing happens. */
export const runCanvas = (id: CanvasKey): void => {
  if (current) perform(current, id)
}

/** Takes the keyboard to an object on the canvas; one that is not drawn there has it in `other`, or on the canvas itself. */
export const leadTo = (id: Id, other?: HTMLElement | null): void => {
  if (!current) return
  if (other && nodeOf(current, id) === undefined) other.focus()
  else lead(current, id)
}
