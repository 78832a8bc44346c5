import type { Id } from '../../store/index.ts'
import type { Item, Rect } from './model/views.ts'

/** How much of a node is drawn. */
export type Detail = 'block' | 'keys' | 'full'

/** The zoom from which nodes are drawn in full. */
export const fullFrom = 0.45

export const detailAt = (zoom: number): Detail =>
  zoom >= fullFrom ? 'full' : zoom >= 0.25 ? 'keys' : 'block'

/** Nodes redrawn in one frame: more of them the less each one holds. */
const perFrame: Readonly<Record<Detail, number>> = { full: 10, keys: 30, block: 80 }
/** Detailed nodes kept while out of sight, so that panning back costs nothing. */
const keepDetailed = 160

const near = (r: Rect, view: Rect, by: number): boolean =>
  r.x < view.x + view.width + by &&
  view.x < r.x + r.width + by &&
  r.y < view.y + view.height + by &&
  view.y < r.y + r.height + by

const distance = (r: Rect, view: Rect): number =>
  Math.abs(r.x + r.width / 2 - view.x - view.width / 2) +
  Math.abs(r.y + r.height / 2 - view.y - view.height / 2)

/** Whether anything of it lies outside the view. */
export const beyond = (r: Rect, view: Rect): boolean =>
  r.x < view.x || r.y < view.y || r.x + r.width > view.x + view.width || r.y + r.height > view.y + view.height

type Listener = () => void

/**
 * Who is drawn in which detail. Every node starts as a block; nodes in or near the view are redrawn a few
 * per frame, nearest to the middle first, so that neither loading nor zooming blocks the page.
 */
export class Details {
  private readonly levels = new Map<Id, Detail>()
  private readonly listeners = new Map<Id, Listener>()
  private queue: readonly { readonly id: Id; readonly to: Detail }[] = []
  private wanted: Detail = 'block'
  private frame = 0
  private readonly settled: () => void

  /** `settled` is called whenever everything near the view is drawn as it should be. */
  constructor(settled: () => void) {
    this.settled = settled
  }

  readonly levelOf = (id: Id): Detail => this.levels.get(id) ?? 'block'

  subscribe(id: Id, listener: Listener): () => void {
    this.listeners.set(id, listener)
    return () => {
      this.listeners.delete(id)
      this.levels.delete(id)
    }
  }

  /** The part of the canvas in sight, in flow coordinates. Returns how many nodes it shows. */
  look(items: readonly Item[], view: Rect, zoom: number): number {
    this.wanted = detailAt(zoom)
    const pad = 240 / zoom
    let inSight = 0
    let detailed = 0
    const close: { readonly id: Id; readonly d: number }[] = []
    const far: Id[] = []
    for (const { id, rect } of items) {
      if (near(rect, view, 0)) inSight++
      const level = this.levelOf(id)
      if (level !== 'block') detailed++
      if (level === this.wanted) continue
      if (near(rect, view, pad)) close.push({ id, d: distance(rect, view) })
      else if (level !== 'block') far.push(id)
    }
    close.sort((a, b) => a.d - b.d)
    const drop = detailed > keepDetailed || this.wanted === 'block' ? far : []
    this.queue = [
      ...close.map(({ id }) => ({ id, to: this.wanted })),
      ...drop.map((id) => ({ id, to: 'block' as const })),
    ]
    if (this.queue.length === 0) this.settled()
    else if (this.frame === 0) this.frame = requestAnimationFrame(this.step)
    return inSight
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
  }

  private set(id: Id, level: Detail): void {
    this.levels.set(id, level)
    this.listeners.get(id)?.()
  }

  private readonly step = (): void => {
    const batch = this.queue.slice(0, perFrame[this.wanted])
    this.queue = this.queue.slice(batch.length)
    for (const { id, to } of batch) this.set(id, to)
    this.frame = this.queue.length > 0 ? requestAnimationFrame(this.step) : 0
    if (this.frame === 0) this.settled()
  }
}
