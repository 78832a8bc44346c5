import { useEffect, useLayoutEffect, useRef, useState } from 'react'

interface Shown {
  readonly text: string
  readonly anchor: DOMRect
}

const tipped = (target: EventTarget | null): HTMLElement | undefined => {
  const e = target instanceof Element ? target.closest('[data-tip]') : null
  return e instanceof HTMLElement && e.dataset.tip ? e : undefined
}

const delayMs = 350

/**
 * One tooltip for the page: whatever has `data-tip` shows it on hover and on keyboard focus, Escape hides it.
 * Nothing is mounted per control, so a thousand rows with tips cost nothing.
 */
export const Tips = () => {
  const [shown, setShown] = useState<Shown>()
  const ref = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer = 0
    let pressed: HTMLElement | undefined
    const hide = () => {
      clearTimeout(timer)
      setShown(undefined)
    }
    const show = (e: HTMLElement, wait: number) => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        const text = e.dataset.tip
        // A menu lies where the tip of its button would; the button that was pressed for it may have been another.
        const opened = e.matches('[aria-haspopup][aria-expanded=true]')
        if (e.isConnected && text && !opened) setShown({ text, anchor: e.getBoundingClientRect() })
      }, wait)
    }
    const over = (ev: PointerEvent) => {
      if (ev.pointerType === 'touch') return
      const e = tipped(ev.target)
      // What was pressed has been understood; its tip would lie over what the press brought up.
      if (e !== pressed) pressed = undefined
      if (e && !pressed) show(e, delayMs)
      else hide()
    }
    const press = (ev: PointerEvent) => {
      pressed = tipped(ev.target)
      hide()
    }
    const focus = (ev: FocusEvent) => {
      const e = tipped(ev.target)
      if (e?.matches(':focus-visible')) show(e, 0)
      else hide()
    }
    const key = (ev: KeyboardEvent) => {
      // Who types goes on with something else.
      if (ev.key === 'Escape' || ev.key === 'Enter' || ev.key.length === 1) hide()
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('pointerdown', press)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    // What is wrong with a text that is typed is said where its tip lies.
    document.addEventListener('input', hide)
    // An editor of code keeps its keys to itself.
    document.addEventListener('keydown', key, true)
    return () => {
      hide()
      document.removeEventListener('pointerover', over)
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('input', hide)
      document.removeEventListener('keydown', key, true)
    }
  }, [])

  useLayoutEffect(() => {
    const tip = ref.current
    if (!tip || !shown) return
    const { width, height } = tip.getBoundingClientRect()
    const below = shown.anchor.bottom + 6
    const top = below + height > innerHeight - 4 ? shown.anchor.top - height - 6 : below
    const left = shown.anchor.left + shown.anchor.width / 2 - width / 2
    tip.style.top = `${Math.max(4, top)}px`
    tip.style.left = `${Math.min(Math.max(4, left), innerWidth - width - 4)}px`
  }, [shown])

  return shown ? (
    <div ref={ref} role="tooltip" className="float tip">
      {shown.text}
    </div>
  ) : null
}
