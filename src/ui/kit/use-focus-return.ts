import { useState } from 'react'

/**
 * Gives the focus back when a dialog without a trigger of Radix' own closes: to where it was when the dialog
 * came, unless something else took it meanwhile. The handler is the dialog's `onCloseAutoFocus`.
 */
export const useFocusReturn = (from?: Element | null): ((e: Event) => void) => {
  const [before] = useState(() => from ?? document.activeElement)
  return (e) => {
    e.preventDefault()
    const at = document.activeElement
    if ((at === null || at === document.body) && before instanceof HTMLElement && before.isConnected)
      before.focus()
  }
}
