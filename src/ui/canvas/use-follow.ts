import { useEffect, useRef } from 'react'
import type { AppState, OpenDesign } from '../../store/index.ts'
import { focusOn } from './act/focus.ts'
import { focusedNode } from './act/selection.ts'
import { reveal } from './act/viewport.ts'
import type { Scope } from './scope.ts'

/** True when the step from one state to the next was an undo or a redo. */
const turnedBack = (before: OpenDesign, now: OpenDesign): boolean => {
  if (before.revision === now.revision || before.design.id !== now.design.id) return false
  if (now.redo.length > before.redo.length) return true
  return (
    before.redo.length === now.redo.length + 1 &&
    now.undo.length === before.undo.length + 1 &&
    now.undo[0] === before.redo[0]
  )
}

/** The focus of what goes, such as a row that undo takes away, stays on its table, else on the canvas. */
const keepFocus = (scope: Scope): void => {
  const at = document.activeElement
  const node = focusedNode(scope)
  if (node !== undefined)
    requestAnimationFrame(() => {
      if (!at?.isConnected && document.activeElement === document.body) focusOn(scope, node)
    })
}

/** Brings into view what was selected elsewhere and what undo or redo changed. */
export const useFollow = (scope: Scope): void => {
  const frame = useRef(0)
  useEffect(() => {
    const later = (ids: readonly string[]) => {
      cancelAnimationFrame(frame.current)
      // After the picture has followed: a table that came back has no place before.
      frame.current = requestAnimationFrame(() => reveal(scope, ids))
    }
    const onState = (s: AppState, before: AppState) => {
      if (!s.open) return
      if (s.open !== before.open) keepFocus(scope)
      if (before.open && s.open !== before.open && turnedBack(before.open, s.open)) later(s.open.touched)
      else if (s.selection !== before.selection && s.selection.length > 0 && s.selection.length < 20)
        later(s.selection)
    }
    const stop = scope.app.state.subscribe(onState)
    return () => {
      stop()
      cancelAnimationFrame(frame.current)
    }
  }, [scope])
}
