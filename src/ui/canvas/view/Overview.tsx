import { useStore } from '@xyflow/react'
import { type PointerEvent, useMemo, useRef, type WheelEvent } from 'react'
import { useAppState } from '../../kit/app.tsx'
import { around, overviewSize } from '../act/frame.ts'
import { rectOf } from '../flow-nodes.ts'
import type { Point, Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useScope, useUi } from '../scope.ts'

const boxPath = (r: Rect): string => `M${r.x} ${r.y}h${r.width}v${r.height}h${-r.width}z`

/** Everything drawn, and the view, in the overview's own proportions with a little room around. */
const stageOf = (rects: readonly Rect[], view: Rect): Rect & { readonly scale: number } => {
  const box = around([...rects, view])
  const scale = Math.max(box.width / overviewSize.width, box.height / overviewSize.height) * 1.08
  const [width, height] = [overviewSize.width * scale, overviewSize.height * scale]
  return {
    x: box.x + (box.width - width) / 2,
    y: box.y + (box.height - height) / 2,
    width,
    height,
    scale,
  }
}

const holds = (r: Rect, p: Point): boolean =>
  p.x >= r.x && p.x <= r.x + r.width && p.y >= r.y && p.y <= r.y + r.height

/** The whole design in a corner, with the part in sight: pressed or dragged it pans, the wheel zooms. */
export const Overview = ({ model }: { readonly model: Model }) => {
  const scope = useScope()
  const moved = useUi((s) => s.moved)
  const selection = useAppState((s) => s.selection)
  const [x, y, zoom] = useStore((s) => s.transform)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)
  const drag = useRef<{ readonly from: Point; readonly at: Point; readonly scale: number }>(undefined)
  const drawn = useMemo(() => {
    const picked = new Set<string>(selection)
    const paths = { area: '', plain: '', picked: '' }
    const rects = model.items.map((item) => {
      const r = rectOf(item, moved)
      paths[picked.has(item.id) ? 'picked' : item.view.kind === 'area' ? 'area' : 'plain'] += boxPath(r)
      return r
    })
    return { paths, rects }
  }, [model, moved, selection])
  const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
  const stage = stageOf(drawn.rects, view)

  const centre = (p: Point) =>
    void scope.now.flow?.setViewport({ x: width / 2 - p.x * zoom, y: height / 2 - p.y * zoom, zoom })
  const press = (e: PointerEvent<SVGSVGElement>) => {
    if (e.button !== 0) return
    const box = e.currentTarget.getBoundingClientRect()
    const p = {
      x: stage.x + (e.clientX - box.x) * stage.scale,
      y: stage.y + (e.clientY - box.y) * stage.scale,
    }
    const inside = holds(view, p)
    if (!inside) centre(p)
    e.currentTarget.setPointerCapture(e.pointerId)
    const at = inside ? { x: view.x + view.width / 2, y: view.y + view.height / 2 } : p
    drag.current = { from: { x: e.clientX, y: e.clientY }, at, scale: stage.scale }
  }
  const pull = (e: PointerEvent) => {
    const d = drag.current
    if (!d) return
    centre({ x: d.at.x + (e.clientX - d.from.x) * d.scale, y: d.at.y + (e.clientY - d.from.y) * d.scale })
  }
  const release = () => {
    drag.current = undefined
  }
  const turn = (e: WheelEvent) => void scope.now.flow?.zoomTo(zoom * 2 ** (-e.deltaY / 500))
  return (
    <svg
      className="cv-minimap"
      role="img"
      aria-label="Overview"
      viewBox={`${stage.x} ${stage.y} ${stage.width} ${stage.height}`}
      onPointerDown={press}
      onPointerMove={pull}
      onPointerUp={release}
      onPointerCancel={release}
      onWheel={turn}
    >
      <path className="cv-mini-area" d={drawn.paths.area} />
      <path className="cv-mini" d={drawn.paths.plain} />
      <path className="cv-mini selected" d={drawn.paths.picked} />
      <path className="cv-mini-shade" fillRule="evenodd" d={boxPath(stage) + boxPath(view)} />
      <path className="cv-mini-view" d={boxPath(view)} />
    </svg>
  )
}
