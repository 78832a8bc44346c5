import { type PointerEvent, useState } from 'react'
import { drawArea } from '../act/actions.ts'
import { grid } from '../geometry.ts'
import type { Point } from '../model/views.ts'
import { useScope, useUi } from '../scope.ts'

const snap = (v: number): number => Math.round(v / grid) * grid

/** A sheet over the canvas while an area is being drawn: drag a rectangle; Escape leaves. */
export const DrawArea = () => {
  const scope = useScope()
  const drawing = useUi((s) => s.drawing)
  const [from, setFrom] = useState<Point>()
  const [to, setTo] = useState<Point>()
  if (!drawing) return null
  const point = (e: PointerEvent): Point => {
    const box = e.currentTarget.getBoundingClientRect()
    return { x: e.clientX - box.left, y: e.clientY - box.top }
  }
  const end = (e: PointerEvent) => {
    const { flow, host } = scope.now
    const last = point(e)
    scope.ui.setState({ drawing: false })
    setFrom(undefined)
    setTo(undefined)
    if (!from || !flow || !host) return
    const box = host.getBoundingClientRect()
    const a = flow.screenToFlowPosition({
      x: Math.min(from.x, last.x) + box.left,
      y: Math.min(from.y, last.y) + box.top,
    })
    const b = flow.screenToFlowPosition({
      x: Math.max(from.x, last.x) + box.left,
      y: Math.max(from.y, last.y) + box.top,
    })
    const size = { width: snap(b.x - a.x), height: snap(b.y - a.y) }
    // A click draws an area of a usual size.
    const usual = size.width < 40 && size.height < 40
    drawArea(scope, { x: snap(a.x), y: snap(a.y), ...(usual ? { width: 480, height: 320 } : size) })
  }
  return (
    <div
      className="cv-drawing"
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId)
        setFrom(point(e))
        setTo(point(e))
      }}
      onPointerMove={(e) => from && setTo(point(e))}
      onPointerUp={end}
    >
      {from && to ? (
        <div
          className="cv-rubber"
          style={{
            left: Math.min(from.x, to.x),
            top: Math.min(from.y, to.y),
            width: Math.abs(to.x - from.x),
            height: Math.abs(to.y - from.y),
          }}
        />
      ) : (
        <p className="cv-drawing-hint float">Drag a rectangle for the area, or press Enter. Escape leaves.</p>
      )}
    </div>
  )
}
