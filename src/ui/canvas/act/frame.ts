import type { Rect, Size } from '../model/views.ts'

/** A view of the canvas: the shift is in pixels of the screen. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** What lies over the canvas' lower corners, with the room around it, in pixels of the screen. */
export const toolsSize: Size = { width: 264, height: 58 }
export const overviewSize: Size = { width: 168, height: 112 }
const overviewRoom: Size = { width: overviewSize.width + 24, height: overviewSize.height + 24 }

export const around = (rects: readonly Rect[]): Rect => {
  const x = Math.min(...rects.map((r) => r.x))
  const y = Math.min(...rects.map((r) => r.y))
  return {
    x,
    y,
    width: Math.max(...rects.map((r) => r.x + r.width)) - x,
    height: Math.max(...rects.map((r) => r.y + r.height)) - y,
  }
}

interface Aim {
  /** The overview will be shown: something else lies outside. */
  readonly overview: boolean
  /** The share of the room that is left free on each side. */
  readonly padding: number
  readonly most: number
}

/**
 * The largest view in which all of it is seen and nothing that floats over a corner covers any: the whole canvas if
 * that leaves the corners free, else the part above or beside what floats there.
 */
export const frameOf = (rects: readonly Rect[], size: Size, { overview, padding, most }: Aim): Frame => {
  const box = around(rects)
  const over = overview ? overviewRoom : { width: 0, height: 0 }
  const covered = ({ x, y, zoom }: Frame): boolean =>
    rects.some((r) => {
      const [left, right] = [r.x * zoom + x, (r.x + r.width) * zoom + x]
      const bottom = (r.y + r.height) * zoom + y
      return (
        (left < toolsSize.width && bottom > size.height - toolsSize.height) ||
        (right > size.width - over.width && bottom > size.height - over.height)
      )
    })
  const within = (right: number, bottom: number): Frame => {
    const room = { width: Math.max(1, size.width - right), height: Math.max(1, size.height - bottom) }
    const used = 1 - padding * 2
    const zoom = Math.min(most, (room.width * used) / box.width, (room.height * used) / box.height)
    return {
      x: (room.width - box.width * zoom) / 2 - box.x * zoom,
      y: (room.height - box.height * zoom) / 2 - box.y * zoom,
      zoom,
    }
  }
  const low = Math.max(toolsSize.height, over.height)
  const safe = within(0, low)
  return [within(0, 0), within(0, toolsSize.height), within(over.width, toolsSize.height), safe].reduce(
    (best, f) => (f.zoom > best.zoom && !covered(f) ? f : best),
    safe,
  )
}
