import { headerHeight, rowHeight, rowMiddle, rowTop } from '../geometry.ts'
import type { Rect } from '../model/views.ts'
import type { Model } from '../model.ts'
import { useUi } from '../scope.ts'
import type { Connecting } from '../ui-state.ts'

/** The row or table that would take the drop. */
const targetRect = (model: Model, c: Connecting): Rect | undefined => {
  const item = c.over && model.byId.get(c.over.table)
  if (item?.view.kind !== 'table') return undefined
  const index = item.view.rows.findIndex((r) => r.id === c.over?.column)
  if (index < 0) return item.rect
  return { x: item.rect.x, y: item.rect.y + rowTop(index), width: item.rect.width, height: rowHeight }
}

/** The line that follows the pointer, in flow coordinates. */
export const Pulling = ({ model }: { readonly model: Model }) => {
  const c = useUi((s) => s.connecting)
  const from = c && model.byId.get(c.table)
  if (!c || from?.view.kind !== 'table') return null
  const index = from.view.rows.findIndex((r) => r.id === c.column)
  const y = from.rect.y + (index < 0 ? headerHeight / 2 : rowMiddle(index))
  const right = c.at.x > from.rect.x + from.rect.width / 2
  const x = right ? from.rect.x + from.rect.width : from.rect.x
  const target = targetRect(model, c)
  const tone = c.refused ? 'cv-pull cv-refused' : c.over ? 'cv-pull cv-taken' : 'cv-pull'
  const bend = Math.max(24, Math.abs(c.at.x - x) / 2) * (right ? 1 : -1)
  return (
    <svg className={tone} aria-hidden="true">
      {target && <rect x={target.x} y={target.y} width={target.width} height={target.height} rx={4} />}
      <path d={`M${x} ${y}C${x + bend} ${y} ${c.at.x - bend} ${c.at.y} ${c.at.x} ${c.at.y}`} />
    </svg>
  )
}

/** Says beside the pointer what a release would do, or why it would do nothing. */
export const PullLabel = () => {
  const c = useUi((s) => s.connecting)
  if (!c) return null
  const text = c.refused ?? c.says ?? 'Drop on a table or a column'
  return (
    <div
      className={c.refused ? 'cv-pull-label cv-refused' : 'cv-pull-label'}
      role="status"
      style={{ left: c.screen.x + 16, top: c.screen.y + 16 }}
    >
      {text}
    </div>
  )
}
