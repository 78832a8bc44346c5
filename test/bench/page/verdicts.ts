interface Judged {
  readonly at: number
  readonly revision: number
}
interface Verdicts {
  pressed: number
  readonly judged: Record<string, Judged>
}
type Global = { benchVerdicts?: Verdicts }

/** Runs in the page: notes each key press, and when an engine's verdict on the newest version is shown. */
export const watchVerdicts = (): void => {
  const verdicts: Verdicts = { pressed: 0, judged: {} }
  ;(globalThis as Global).benchVerdicts = verdicts
  const note = () => {
    const at = performance.now()
    for (const item of document.querySelectorAll<HTMLElement>('[data-engine]')) {
      const { engine, judged, revision } = item.dataset
      if (engine === undefined || judged === undefined || judged !== revision) continue
      if (verdicts.judged[engine]?.revision !== Number(judged))
        verdicts.judged[engine] = { at, revision: Number(judged) }
    }
  }
  const bar = document.querySelector('.status-bar')
  if (bar) new MutationObserver(note).observe(bar, { attributes: true, subtree: true, childList: true })
  window.addEventListener(
    'keydown',
    (e) => {
      verdicts.pressed = e.timeStamp
    },
    { capture: true },
  )
  note()
}

/** What an engine said of the version that the last key press made. */
export interface Seen {
  readonly engine: string
  /** From the key press to the verdict on what it made, in milliseconds; absent until it is there. */
  readonly ms?: number
  /** The version shown now. */
  readonly revision: number
}

/** Runs in the page: what each engine said of versions newer than `after`. */
export const verdictsSeen = (after: number): readonly Seen[] => {
  const verdicts = (globalThis as Global).benchVerdicts
  return [...document.querySelectorAll<HTMLElement>('[data-engine]')].map((item) => {
    const engine = item.dataset.engine ?? ''
    const revision = Number(item.dataset.revision)
    const judged = verdicts?.judged[engine]
    const now = judged && judged.revision === revision && revision > after
    return { engine, revision, ...(verdicts && now ? { ms: judged.at - verdicts.pressed } : {}) }
  })
}
