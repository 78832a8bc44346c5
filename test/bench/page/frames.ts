interface Frames {
  readonly times: number[]
  readonly views: Set<string>
  going: boolean
}
type Global = { benchFrames?: Frames }

/** Runs in the page: begins to note each frame's time and where the canvas stood in it. */
export const watchFrames = (): void => {
  const frames: Frames = { times: [], views: new Set(), going: true }
  ;(globalThis as Global).benchFrames = frames
  const viewport = document.querySelector<HTMLElement>('.react-flow__viewport')
  const step = (time: number) => {
    frames.times.push(time)
    frames.views.add(viewport?.style.transform ?? '')
    if (frames.going) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

/** Runs in the page: ends it. Gives the times of the frames in milliseconds, and how many different views they showed. */
export const framesSeen = (): { readonly times: readonly number[]; readonly views: number } => {
  const frames = (globalThis as Global).benchFrames
  if (frames) frames.going = false
  return { times: frames?.times ?? [], views: frames?.views.size ?? 0 }
}

/** Runs in the page: a point of the empty canvas to drag by, as far to the right as there is one. */
export const pointToDrag = (): { readonly x: number; readonly y: number } | undefined => {
  const box = document.querySelector('.react-flow__pane')?.getBoundingClientRect()
  if (!box) return undefined
  for (let x = box.right - 8; x > box.left; x -= 4)
    for (let y = box.top + 8; y < box.bottom - 8; y += 8)
      if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y }
  return undefined
}
