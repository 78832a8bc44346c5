import { useLayoutEffect, useState } from 'react'

/** Where the focus was before the dialog that was opened last. */
let outside: Element | null = null
/** A dialog has gone and has not given the focus back yet: Radix does that in a later task. */
let going = false

/** A dialog that another one opened, as the palette does, leads back to where that one came from. */
const origin = (from: Element | null | undefined): Element | null => {
  const at = from ?? document.activeElement
  const inDialog =
    at?.closest('.dialog') ?? (at === document.body && (going || document.querySelector('.dialog')))
  if (!inDialog || !outside?.isConnected) outside = at
  return outside
}

/**
 * Gives the focus back when a dialog without a trigger of Radix' own closes: to where it was when the dialog
 * came, unless something else took it meanwhile, or what was done in the dialog leads elsewhere. The handler is the
 * dialog's `onCloseAutoFocus`.
 */
export const useFocusReturn = (
  from?: Element | null,
  elsewhere?: () => (() => void) | undefined,
): ((e: Event) => void) => {
  const [before] = useState(() => origin(from))
  useLayoutEffect(() => {
    going = false
    return () => {
      going = true
    }
  }, [])
  return (e) => {
    going = false
    e.preventDefault()
    const at = document.activeElement
    if (at !== null && at !== document.body) return
    const lead = elsewhere?.()
    if (lead) lead()
    else if (before instanceof HTMLElement && before.isConnected) before.focus()
  }
}
