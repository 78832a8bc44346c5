import { useAppState } from '../../kit/app.tsx'
import { inSight } from '../act/viewport.ts'
import { rectOf } from '../flow-nodes.ts'
import { headerHeight, rowHeight } from '../geometry.ts'
import type { EdgeView } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useScope, useUi } from '../scope.ts'
import type { Hover, Moved } from '../ui-state.ts'
import { labelSpot } from './label.ts'
import type { Route } from './route.ts'

/** Row under the pointer: its own references if it has some, else all of its table's. */
const pointedAt = (edges: readonly EdgeView[], hover: Hover): readonly EdgeView[] => {
  if (hover.edge !== undefined) return edges.filter((e) => e.id === hover.edge)
  if (hover.node === undefined) return []
  const { row, node } = hover
  const own =
    row === undefined
      ? []
      : edges.filter((e) => e.columns.includes(row) || (e.parent === node && e.refColumns.includes(row)))
  return own.length > 0 ? own : edges.filter((e) => e.child === node || e.parent === node)
}

const End = ({
  model,
  moved,
  table,
  y,
}: {
  readonly model: Model
  readonly moved: Moved
  readonly table: string
  readonly y: number
}) => {
  const item = model.byId.get(table)
  if (!item) return null
  const rect = rectOf(item, moved)
  const height = y < headerHeight ? headerHeight : rowHeight
  return (
    <rect
      className="cv-end-row"
      x={rect.x + 1}
      y={rect.y + y - height / 2}
      width={rect.width - 2}
      height={height}
      rx={4}
    />
  )
}

interface LabelProps {
  readonly model: Model
  readonly moved: Moved
  readonly route: Route
  readonly text: string
}

const Label = ({ model, moved, route, text }: LabelProps) => {
  const scope = useScope()
  const taken = model.items.map((i) => {
    const r = rectOf(i, moved)
    // Of an area, its name.
    return i.view.kind === 'area' ? { ...r, height: rowHeight } : r
  })
  const { x, y } = labelSpot(route, text, taken, inSight(scope))
  return (
    <text className="cv-edge-label" x={x} y={y} textAnchor="middle">
      {text}
    </text>
  )
}

interface HighlightProps {
  readonly model: Model
  readonly routes: ReadonlyMap<string, Route>
  readonly moved: Moved
}

/** The references that are pointed at or selected, with both ends. Nothing else renders when they change. */
export const Highlight = ({ model, routes, moved }: HighlightProps) => {
  const hover = useUi((s) => s.hover)
  const selection = useAppState((s) => s.selection)
  const chosen = new Set(selection)
  const pinned = model.edges.filter(
    (e) =>
      chosen.has(e.id) || chosen.has(e.child) || chosen.has(e.parent) || e.columns.some((c) => chosen.has(c)),
  )
  const edges = [...new Set([...pinned, ...pointedAt(model.edges, hover)])]
  const lines = edges.flatMap((e) => {
    const route = routes.get(e.id)
    if (!route) return []
    const own = chosen.has(e.id) || e.id === hover.edge ? 'cv-own' : ''
    return [{ e, route, own, look: e.nullable ? 'cv-lit cv-nullable' : 'cv-lit' }]
  })
  // Below the tables in full, above them faint: it can be followed across a table without striking out its text.
  return (
    <>
      <svg className="cv-highlight cv-below" aria-hidden="true">
        {lines.map(({ e, route, own, look }) => (
          <g key={e.id} className={own}>
            <path className={look} d={route.line} />
          </g>
        ))}
      </svg>
      <svg className="cv-highlight" aria-hidden="true">
        {lines.map(({ e, route, own, look }) => (
          <g key={e.id} data-edge={e.id} className={own}>
            <path className={own === '' ? `${look} cv-faint` : look} d={route.line} />
            <path className="cv-lit-ends" d={route.ends} />
            <End model={model} moved={moved} table={e.child} y={e.childY} />
            <End model={model} moved={moved} table={e.parent} y={e.parentY} />
            {chosen.has(e.id) && <Label model={model} moved={moved} route={route} text={e.label} />}
          </g>
        ))}
      </svg>
    </>
  )
}
