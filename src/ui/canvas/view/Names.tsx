import { memo } from 'react'
import { rectOf } from '../flow-nodes.ts'
import type { Item, Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useUi } from '../scope.ts'
import type { Moved } from '../ui-state.ts'

const fontPx = 11
const charPx = 6.2
const linePx = 12
/** Kept free around a name, its halo included. */
const gapPx = { x: 3, y: 1 }

interface Label {
  readonly id: string
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
}

/** Breaks at underscores so that no line is much wider than the block, if it can be helped. */
export const linesOf = (name: string, chars: number): readonly string[] => {
  const out: string[] = []
  for (const part of name.split(/(?<=[_.])/)) {
    const last = out.at(-1)
    if (last !== undefined && last.length + part.length <= chars) out[out.length - 1] = last + part
    else out.push(part)
  }
  return out.slice(0, 3)
}

const hits = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** How wide a line is in one of the widest fonts in use: what stands free there does so in every other. */
const widthOf = (line: string): number => {
  let px = 0
  for (const c of line)
    px += /[ijl.,']/.test(c) ? 4 : /[ftr_ ]/.test(c) ? 5.5 : /[a-z\d]/.test(c) && !/[mw]/.test(c) ? 7.7 : 11.5
  return px
}

/** Tables weigh more than what a pattern made of them, those more than views and types; then references, then size. */
const weightOf = ({ view, rect }: Item, references: number): number =>
  (view.kind !== 'table' ? 0 : view.made ? 1 : 2) * 1e14 + references * 1e10 + rect.width * rect.height

/** The cells of a grid that a rectangle lies in. */
const keysOf = (box: Rect, cell: number): readonly string[] => {
  const keys: string[] = []
  for (let i = Math.floor(box.x / cell); i <= Math.floor((box.x + box.width) / cell); i++)
    for (let j = Math.floor(box.y / cell); j <= Math.floor((box.y + box.height) / cell); j++)
      keys.push(`${i} ${j}`)
  return keys
}

/** Names at a size that can be read at this zoom; one that would touch a weightier one is left out until there is room. */
const labelsOf = (
  items: readonly Item[],
  moved: Moved,
  zoom: number,
  degree: ReadonlyMap<string, number>,
): readonly Label[] => {
  const cell = 400 / zoom / 4
  const cells = new Map<string, Rect[]>()
  const out: Label[] = []
  const named = items.flatMap((item) =>
    'name' in item.view
      ? [{ item, name: item.view.name, weight: weightOf(item, degree.get(item.id) ?? 0) }]
      : [],
  )
  named.sort((a, b) => b.weight - a.weight)
  for (const { item, name } of named) {
    const r = rectOf(item, moved)
    const lines = linesOf(name, Math.max(8, Math.floor((r.width * zoom * 1.15) / charPx)))
    const width = (Math.max(...lines.map(widthOf)) + gapPx.x) / zoom
    const height = (lines.length * linePx + gapPx.y) / zoom
    // In the middle of its block, or else higher or lower, at most a little beyond it.
    const play = Math.max(0, r.height - height + linePx / zoom) / 2
    const at = [0, -play / 2, play / 2, -play, play]
      .map((by) => ({ x: r.x + (r.width - width) / 2, y: r.y + (r.height - height) / 2 + by, width, height }))
      .find((box) => !keysOf(box, cell).some((k) => cells.get(k)?.some((other) => hits(box, other))))
    if (!at) continue
    for (const k of keysOf(at, cell)) {
      const list = cells.get(k)
      if (list) list.push(at)
      else cells.set(k, [at])
    }
    out.push({ id: item.id, lines, x: r.x + r.width / 2, y: at.y + height / 2 })
  }
  return out
}

/** Table names over their blocks, for zooms at which a table's own text could not be read. */
export const Names = memo(({ model, zoom }: { readonly model: Model; readonly zoom: number }) => {
  const moved = useUi((s) => s.moved)
  const degree = new Map<string, number>()
  for (const e of model.edges) for (const id of [e.child, e.parent]) degree.set(id, (degree.get(id) ?? 0) + 1)
  const line = linePx / zoom
  return (
    <svg className="cv-names" aria-hidden="true" style={{ fontSize: fontPx / zoom }}>
      {labelsOf(model.items, moved, zoom, degree).map((l) => (
        <text key={l.id} textAnchor="middle" strokeWidth={3 / zoom}>
          {l.lines.map((text, i) => (
            <tspan key={text} x={l.x} y={l.y + line * (i - (l.lines.length - 1) / 2 + 0.35)}>
              {text}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  )
})
