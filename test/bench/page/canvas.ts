/** What the page saw of its own canvas; times in milliseconds since navigation began, each after the frame was painted. */
export interface CanvasSeen {
  /** Every node is there in the detail that the zoom asks for. */
  drawn?: number
  /** A click on a node selected it. */
  selected?: number
  /** PGlite answers. */
  pglite?: number
}

/** Runs in the page before its own scripts: watches the canvas frame by frame. */
export const watchCanvas = (): void => {
  const seen: CanvasSeen = {}
  Object.assign(globalThis, { benchCanvas: seen })
  const after = (key: keyof CanvasSeen) => {
    const channel = new MessageChannel()
    seen[key] = Number.NaN
    channel.port1.onmessage = () => {
      seen[key] = performance.now()
      channel.port1.close()
    }
    channel.port2.postMessage(0)
  }
  const allDrawn = (): boolean => {
    const canvas = document.querySelector<HTMLElement>('.cv[data-nodes]')
    const wanted = Number(canvas?.dataset.nodes ?? 0)
    if (!canvas || wanted === 0 || canvas.dataset.detail === undefined) return false
    if (canvas.getElementsByClassName('react-flow__node').length < wanted) return false
    return canvas.dataset.detail === 'block' || canvas.getElementsByClassName('cv-block').length === 0
  }
  const look = () => {
    if (seen.drawn === undefined && allDrawn()) after('drawn')
    if (seen.selected === undefined && document.querySelector('.react-flow__node.selected')) after('selected')
    const status = document.querySelector<HTMLElement>('[data-engine="pglite"]')?.dataset.status
    if (seen.pglite === undefined && (status === 'ready' || status === 'busy')) after('pglite')
    if (seen.drawn === undefined || seen.selected === undefined || seen.pglite === undefined)
      requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Runs in the page: what has been seen so far. */
export const canvasSeen = (): CanvasSeen | undefined =>
  (globalThis as { readonly benchCanvas?: CanvasSeen }).benchCanvas

/** Runs in the page: a point in the head of the first table that is there and not covered. */
export const pointToClick = (): { readonly x: number; readonly y: number } | undefined => {
  for (const node of document.querySelectorAll('.react-flow__node-table')) {
    const box = node.getBoundingClientRect()
    const at = { x: box.left + box.width / 2, y: box.top + Math.min(12, box.height / 2) }
    if (node.contains(document.elementFromPoint(at.x, at.y))) return at
  }
  return undefined
}
