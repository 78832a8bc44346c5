import type { PointerEvent } from 'react'
import type { Id } from '../../../store/index.ts'
import { useAppState } from '../../kit/app.tsx'
import { rectOf } from '../flow-nodes.ts'
import { rowMiddle } from '../geometry.ts'
import type { Item } from '../model/views.ts'
import type { Model } from '../model.ts'
import { mayEdit, useScope, useUi } from '../scope.ts'
import { startConnecting } from './drag.ts'

interface Held {
  readonly item: Item
  readonly row: Id
  readonly index: number
}

const heldBy = (model: Model, node: Id | undefined, row: Id | undefined): Held | undefined => {
  const item = node === undefined ? undefined : model.byId.get(node)
  if (item?.view.kind !== 'table' || row === undefined) return undefined
  const index = item.view.rows.findIndex((r) => r.id === row)
  return index < 0 ? undefined : { item, row, index }
}

/** The two dots of the row that is pointed at or selected. One pair for the whole canvas, so rows stay light. */
export const Handles = ({ model }: { readonly model: Model }) => {
  const scope = useScope()
  const hover = useUi((s) => s.hover)
  const moved = useUi((s) => s.moved)
  const busy = useUi((s) => s.connecting !== undefined || s.editing !== undefined)
  const selection = useAppState((s) => s.selection)
  if (busy || !mayEdit(scope)) return null
  const chosen = selection.length === 1 ? selection[0] : undefined
  const owner =
    chosen === undefined
      ? undefined
      : model.items.find((i) => i.view.kind === 'table' && i.view.rows.some((r) => r.id === chosen))
  const held = heldBy(model, hover.node, hover.row) ?? heldBy(model, owner?.id, chosen)
  if (!held) return null
  const rect = rectOf(held.item, moved)
  const y = rect.y + rowMiddle(held.index)
  const start = (e: PointerEvent) => {
    if (e.button !== 0) return
    e.stopPropagation()
    e.preventDefault()
    startConnecting(scope, { table: held.item.id, column: held.row }, { x: e.clientX, y: e.clientY })
  }
  return ([rect.x, rect.x + rect.width] as const).map((x, i) => (
    <div
      key={i === 0 ? 'left' : 'right'}
      className="cv-handle nodrag nopan"
      data-handle={i === 0 ? 'left' : 'right'}
      data-tip="Drag to a table or a column to reference it"
      style={{ transform: `translate(${x}px, ${y}px)` }}
      onPointerDown={start}
    />
  ))
}
