import { mayEdit, type Scope } from '../scope.ts'
import { remove } from './actions.ts'
import { hasKeyboard } from './keyboard.ts'
import { selectedTable, selectionOf } from './selection.ts'
import { revealAll, spot } from './viewport.ts'

const textSelected = (): boolean => (getSelection()?.toString() ?? '') !== ''

const copy = (scope: Scope, e: ClipboardEvent): boolean => {
  const ids = selectionOf(scope)
  if (ids.length === 0 || textSelected() || !hasKeyboard(scope)) return false
  const text = scope.app.commands.copy(ids)
  if (text === '') return false
  e.clipboardData?.setData('text/plain', text)
  e.preventDefault()
  return true
}

const paste = (scope: Scope, e: ClipboardEvent): void => {
  // An editor that takes it may be gone by now, and the keys are the canvas' again.
  if (e.defaultPrevented || !hasKeyboard(scope) || !mayEdit(scope)) return
  const text = e.clipboardData?.getData('text/plain') ?? ''
  if (text.trim() === '') return
  e.preventDefault()
  const { app } = scope
  const table = selectedTable(scope)
  // Lines such as `email text!` are columns of the selected table; anything else must be a copied selection.
  const lines = table && !text.trimStart().startsWith('{')
  if (lines) app.run(app.commands.addColumns(table.view.id, text, table.column))
  // What came is drawn with the next frame.
  else if (app.run(app.commands.paste(text, spot(scope))))
    requestAnimationFrame(() => revealAll(scope, selectionOf(scope)))
}

/** Copy, cut and paste through the clipboard's text; returns what stops it. */
export const watchClipboard = (scope: Scope): (() => void) => {
  const onCopy = (e: ClipboardEvent) => void copy(scope, e)
  const onCut = (e: ClipboardEvent) => {
    if (mayEdit(scope) && copy(scope, e)) remove(scope)
  }
  const onPaste = (e: ClipboardEvent) => paste(scope, e)
  document.addEventListener('copy', onCopy)
  document.addEventListener('cut', onCut)
  document.addEventListener('paste', onPaste)
  return () => {
    document.removeEventListener('copy', onCopy)
    document.removeEventListener('cut', onCut)
    document.removeEventListener('paste', onPaste)
  }
}
