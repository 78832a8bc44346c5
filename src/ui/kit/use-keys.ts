import { useEffect } from 'react'
import { isApple, type KeyEntry, matches } from './keys.ts'

// An editor of code takes its text without being an input or editable.
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [role="textbox"]'))

/** Runs handlers for the whole page. Nothing runs while a dialog is open, except what closes over it. */
export const useKeys = (
  entries: readonly KeyEntry[],
  handlers: Readonly<Record<string, () => void>>,
): void => {
  useEffect(() => {
    const apple = isApple()
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing) return
      if (document.querySelector('[role="dialog"][data-state="open"].dialog')) return
      const inText = typing(e.target)
      const entry = entries.find((k) => (!inText || k.inText) && k.keys.some((c) => matches(c, e, apple)))
      const run = entry && handlers[entry.id]
      if (!run) return
      e.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [entries, handlers])
}
