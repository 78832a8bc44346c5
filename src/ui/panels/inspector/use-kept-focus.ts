import { type RefObject, useEffect } from 'react'

/** A tab is none: to focus it is to choose it. */
const controls = (box: Element): readonly HTMLElement[] => [
  ...box.querySelectorAll<HTMLElement>('button:not([role="tab"]), input, select, textarea'),
]
const usable = (box: Element): readonly HTMLElement[] => controls(box).filter((e) => !e.matches(':disabled'))

/** Where a person was: the control, what stood around it from the inside out, and all controls in their order. */
interface Place {
  readonly around: readonly Element[]
  readonly order: readonly HTMLElement[]
  readonly at: number
}

const placeOf = (panel: Element, el: HTMLElement): Place => {
  const around: Element[] = []
  for (let e = el.parentElement; e && e !== panel; e = e.parentElement) around.push(e)
  const order = controls(panel)
  return { around: [...around, panel], order, at: order.indexOf(el) }
}

/** What came in its stead: the line of what was just made, or the first control of what opened. */
const cameFor = ({ around }: Place, panel: Element, records: readonly MutationRecord[]) => {
  const stays = around.find((e) => e.isConnected)
  for (const r of records)
    for (const node of r.addedNodes) {
      if (!(node instanceof Element) || !node.isConnected) continue
      const line = node.closest('.part')?.querySelector('.part-line') ?? node.querySelector('.part-line')
      if (line instanceof HTMLElement) return line
      const [first] = usable(node)
      if (first && stays !== panel && stays?.contains(node)) return first
    }
  return undefined
}

/** The nearest control that is left: the next one in what stood closest around the lost one, else the one before. */
const nearest = ({ around, order, at }: Place): HTMLElement | undefined => {
  for (const box of around) {
    if (!box.isConnected) continue
    const left = new Set(usable(box))
    const found =
      order.slice(at + 1).find((e) => left.has(e)) ??
      order
        .slice(0, at)
        .reverse()
        .find((e) => left.has(e))
    if (found) return found
  }
  return undefined
}

/**
 * A control that goes, or that can no longer be pressed, because of what a person did with it leaves the focus near
 * where it was: whoever works with the keys goes on from there.
 */
export const useKeptFocus = (panel: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const box = panel.current
    if (!box) return
    let last: HTMLElement | undefined
    let place: Place | undefined
    let moved = false
    const came = (e: FocusEvent) => {
      if (!(e.target instanceof HTMLElement)) return
      last = e.target
      place = placeOf(box, e.target)
    }
    // What is taken away leaves for nowhere; so does what is left by a press on the canvas, which takes the keys.
    const left = (e: FocusEvent) => {
      if (e.relatedTarget) place = undefined
    }
    const pressed = (e: PointerEvent) => {
      if (!(e.target instanceof Node && box.contains(e.target))) place = undefined
    }
    const seen = new MutationObserver((records) => {
      const at = document.activeElement
      const lost = last && (!last.isConnected || last.matches(':disabled'))
      if (!place || !lost || (at && at !== document.body && at !== last)) return
      const next = cameFor(place, box, records) ?? nearest(place) ?? box
      place = undefined
      moved = true
      next.focus()
    })
    // The Enter that took the control away must not press the one that has the focus now.
    const begins = () => {
      moved = false
    }
    const ends = (e: KeyboardEvent) => {
      if (moved) e.preventDefault()
    }
    box.addEventListener('focusin', came)
    box.addEventListener('focusout', left)
    document.addEventListener('pointerdown', pressed, true)
    window.addEventListener('keydown', begins, true)
    window.addEventListener('keydown', ends)
    seen.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    return () => {
      seen.disconnect()
      box.removeEventListener('focusin', came)
      box.removeEventListener('focusout', left)
      document.removeEventListener('pointerdown', pressed, true)
      window.removeEventListener('keydown', begins, true)
      window.removeEventListener('keydown', ends)
    }
  }, [panel])
}
