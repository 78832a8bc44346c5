import { useEffect } from 'react'
import { glide, openPart } from '../act/viewport.ts'
import type { Scope } from '../scope.ts'

/** Room kept around what is typed in, in pixels of the screen. */
const margin = 8

/** How far a stretch has to go to lie within another; the longer one keeps its beginning in sight. */
export const shiftInto = (from: number, length: number, start: number, room: number): number => {
  const first = start + margin
  const last = start + room - margin - length
  return from < first || last < first ? first - from : Math.min(0, last - from)
}

/** Pans so far that what is typed in is seen whole: at a border or under a sheet one would type blind. */
export const useInView = (scope: Scope): void => {
  useEffect(() => {
    // By then a change of zoom that made it readable is on the screen.
    const frame = requestAnimationFrame(() => {
      const { host, flow } = scope.now
      const input = host?.querySelector('.cv-edit, .cv-name-input')
      const open = openPart(scope)
      if (!input || !flow || !open) return
      const box = (input.closest('.cv-head') ?? input).getBoundingClientRect()
      const dx = shiftInto(box.x, box.width, open.x, open.width)
      const dy = shiftInto(box.y, box.height, open.y, open.height)
      const { x, y, zoom } = flow.getViewport()
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: glide() })
    })
    return () => cancelAnimationFrame(frame)
  }, [scope])
}
