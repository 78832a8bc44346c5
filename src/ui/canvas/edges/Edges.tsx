import { memo, useLayoutEffect } from 'react'
import { Highlight } from '../edit/late.tsx'
import { rectOf } from '../flow-nodes.ts'
import type { Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useScope, useUi } from '../scope.ts'
import type { Moved } from '../ui-state.ts'
import { type Route, tieLine } from './route.ts'
import { useRoutes } from './use-routes.ts'

/** Lines in one path: few elements to draw, and moving a table redraws the bundles it touches only. */
const bundle = 40

const Bundle = memo(
  ({ solid, dashed, ends }: { readonly solid: string; readonly dashed: string; readonly ends: string }) => (
    <g>
      {solid !== '' && <path className="cv-line" d={solid} />}
      {dashed !== '' && <path className="cv-line" d={dashed} style={dash} />}
      <path className="cv-ends" d={ends} />
    </g>
  ),
)

const dash = { stroke: 'url(#cv-dash)' }

/**
 * Dashes as a repeating gradient along the diagonal: every level or upright line crosses it at even steps.
 * A stroke's own dashes are laid out anew in each frame, at many times the cost of the line.
 */
const Dashes = () => (
  <defs>
    <linearGradient
      id="cv-dash"
      gradientUnits="userSpaceOnUse"
      x1="0"
      y1="0"
      x2="5"
      y2="5"
      spreadMethod="repeat"
    >
      <stop offset="0.56" className="cv-dash" />
      <stop offset="0.56" className="cv-dash" stopOpacity="0" />
    </linearGradient>
  </defs>
)

interface Bundled {
  readonly key: number
  readonly solid: string
  readonly dashed: string
  readonly ends: string
}

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const bundles = (
  model: Model,
  routes: ReadonlyMap<string, Route>,
  region: Rect | undefined,
): readonly Bundled[] => {
  const out: Bundled[] = []
  for (let i = 0; i < model.edges.length; i += bundle) {
    let solid = ''
    let dashed = ''
    let ends = ''
    for (const edge of model.edges.slice(i, i + bundle)) {
      const route = routes.get(edge.id)
      if (!route || (region && !meets(route.box, region))) continue
      if (edge.nullable) dashed += route.line
      else solid += route.line
      ends += route.ends
    }
    out.push({ key: i, solid, dashed, ends })
  }
  return out
}

const tiesOf = (model: Model, moved: Moved): string =>
  model.ties
    .map((t) => {
      const a = model.byId.get(t.companion)
      const b = model.byId.get(t.parent)
      return a && b ? tieLine(rectOf(a, moved), rectOf(b, moved)) : ''
    })
    .join('')

/** Every reference, drawn below the tables; what is pointed at or selected is drawn again, above them. */
export const Edges = memo(({ model }: { readonly model: Model }) => {
  const { now } = useScope()
  const moved = useUi((s) => s.moved)
  const region = useUi((s) => s.region)
  const routes = useRoutes(model, moved)
  useLayoutEffect(() => {
    now.routes = routes
  }, [now, routes])
  const ties = tiesOf(model, moved)
  return (
    <>
      <svg className="cv-edges" data-edges={model.edges.length} aria-hidden="true">
        <Dashes />
        {ties !== '' && <path className="cv-tie" d={ties} />}
        {bundles(model, routes, region).map(({ key, ...b }) => (
          <Bundle key={key} {...b} />
        ))}
      </svg>
      <Highlight model={model} routes={routes} moved={moved} />
    </>
  )
})
