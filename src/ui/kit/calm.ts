/** How long the canvas has the page to itself once it is drawn, in milliseconds. */
const headStartMs = 150
/** By then a press has been answered on the screen, in milliseconds. */
const answerMs = 100
/** When the rest is loaded even if no canvas ever comes, in milliseconds since this module ran. */
const latestMs = 8000

const presses = ['pointerup', 'keydown'] as const
/** A hand that has pressed nothing for so long rests, in milliseconds; */
const restMs = 500
/** one that never does is not waited for longer than this. */
const restlessMs = 15_000

let isDrawn = false
let open: () => void = () => undefined
const calmed = new Promise<void>((done) => {
  open = done
})

const afterAnswer = (): void => {
  setTimeout(open, answerMs)
}

const listen = (): void => {
  setTimeout(open, headStartMs)
  for (const kind of presses)
    window.addEventListener(kind, afterAnswer, { once: true, capture: true, passive: true })
}

let pressed = Number.NEGATIVE_INFINITY
const press = (): void => {
  pressed = performance.now()
}

if (typeof window !== 'undefined') {
  setTimeout(open, latestMs)
  for (const kind of presses) window.addEventListener(kind, press, { capture: true, passive: true })
}

/**
 * Resolves once the canvas has answered: a moment after all of it was drawn, or after the first press then. What
 * the person needs only later is loaded from then on, so that it never stands between them and the canvas.
 */
export const calm = (): Promise<void> => calmed

/** All of the canvas is drawn, for the first time or again. */
export const drawn = (): void => {
  if (isDrawn) return
  isDrawn = true
  // What was last drawn is on the screen two frames on.
  requestAnimationFrame(() => requestAnimationFrame(listen))
}

let pulls = 0
let still: () => void = () => undefined
let stillness: Promise<void> = Promise.resolve()

/** The canvas is being pulled until the result is called, once: what can wait is not begun. */
export const pulling = (): (() => void) => {
  pulls += 1
  if (pulls === 1)
    stillness = new Promise((done) => {
      still = done
    })
  return () => {
    pulls -= 1
    if (pulls === 0) still()
  }
}

/** Runs it when the canvas has answered, is not being pulled and nothing else is waiting; returns what calls it off. */
export const idleOnceCalm = (run: () => void): (() => void) => {
  let off = false
  const go = (): void => {
    if (off) return
    if (pulls > 0) void stillness.then(wait)
    else run()
  }
  const wait = (): void => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(go, { timeout: 2000 })
    else setTimeout(go, 50)
  }
  void calmed.then(wait)
  return () => {
    off = true
  }
}

/** The same once the hand rests: for what nobody has asked for yet, and what would slow down the one who types. */
export const idleAtRest = (run: () => void): (() => void) => {
  const until = performance.now() + restlessMs
  let timer: ReturnType<typeof setTimeout> | undefined
  const go = (): void => {
    const now = performance.now()
    const left = Math.min(pressed + restMs, until) - now
    if (left <= 0) run()
    else
      timer = setTimeout(() => {
        off = idleOnceCalm(go)
      }, left)
  }
  let off = idleOnceCalm(go)
  return () => {
    clearTimeout(timer)
    off()
  }
}
