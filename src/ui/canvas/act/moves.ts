import type { Id } from '../../../store/index.ts'
import { editColumn } from '../edit/session.ts'
import { grid } from '../geometry.ts'
import type { Item } from '../model/views.ts'
import { mayEdit, type Scope } from '../scope.ts'
import { rename } from './actions.ts'
import { carried } from './drag.ts'
import { focusOn } from './focus.ts'
import { focusedElsewhere, focusedNode, selectedNodes, selectedTable } from './selection.ts'
import { nodeOf, reveal } from './viewport.ts'

export type Way = 'up' | 'down' | 'left' | 'right'
const steps: Readonly<Record<Way, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
}

/** Brings an object into view and the keyboard to its row or node. */
export const lead = (scope: Scope, id: Id): void => {
  reveal(scope, [id])
  const { editing } = scope.ui.getState()
  // The row may be drawn only after the selection has reached the node. An editor opened since then has the focus.
  requestAnimationFrame(() => {
    if (scope.ui.getState().editing === editing) focusOn(scope, nodeOf(scope, id) ?? id, id)
  })
}

const pick = (scope: Scope, id: Id): void => {
  scope.app.select([id])
  lead(scope, id)
}

/** The nearest node on that side, counting what lies aside twice. */
const neighbour = (items: readonly Item[], from: Item, way: Way): Item | undefined => {
  const [dx, dy] = steps[way]
  const middle = (i: Item) => ({ x: i.rect.x + i.rect.width / 2, y: i.rect.y + i.rect.height / 2 })
  const a = middle(from)
  let best: Item | undefined
  let least = Number.POSITIVE_INFINITY
  for (const item of items) {
    if (item === from || item.view.kind === 'area') continue
    const b = middle(item)
    const along = (b.x - a.x) * dx + (b.y - a.y) * dy
    const aside = Math.abs((b.x - a.x) * dy) + Math.abs((b.y - a.y) * dx)
    if (along <= 0 || along + aside * 2 >= least) continue
    least = along + aside * 2
    best = item
  }
  return best
}

const alongColumns = (scope: Scope, table: Id, column: Id | undefined, by: number): void => {
  const view = scope.now.model.byId.get(table)?.view
  if (view?.kind !== 'table') return
  const at = column === undefined ? -1 : view.rows.findIndex((r) => r.id === column)
  const next = column === undefined && by < 0 ? -1 : at + by
  const row = view.rows[next]
  if (row) pick(scope, row.id)
  else if (next < 0) pick(scope, table)
}

/** What is selected is nudged, with what its areas carry; a selected column, or a table that is only focused, is walked along. */
export const move = (scope: Scope, way: Way): void => {
  const [dx, dy] = steps[way]
  const elsewhere = focusedElsewhere(scope)
  const nodes = selectedNodes(scope)
  if (nodes.length > 0 && elsewhere === undefined) {
    if (!mayEdit(scope)) return
    const { model } = scope.now
    const inside = carried(
      model.items,
      nodes.flatMap(({ id }) => model.byId.get(id) ?? []),
    )
    scope.app.run(
      scope.app.commands.place(
        [...nodes, ...inside].map(({ id, rect }) => ({
          of: id,
          x: rect.x + dx * grid,
          y: rect.y + dy * grid,
        })),
        true,
      ),
    )
    return
  }
  const table = elsewhere === undefined ? selectedTable(scope) : undefined
  const id = table?.view.id ?? elsewhere
  const item = id === undefined ? undefined : scope.now.model.byId.get(id)
  if (!item) return
  if (dx === 0 && item.view.kind === 'table') alongColumns(scope, item.id, table?.column, dy)
  else {
    const next = neighbour(scope.now.model.items, item, way)
    if (!next) return
    if (table) scope.app.select([])
    reveal(scope, [next.id])
    focusOn(scope, next.id)
  }
}

/** Goes one level in: the focused table, its first column, that column's name. */
export const enter = (scope: Scope): void => {
  const table = selectedTable(scope)
  const elsewhere = focusedElsewhere(scope)
  if (elsewhere !== undefined) scope.app.select([elsewhere])
  else if (table?.column !== undefined) rename(scope)
  else if (table) alongColumns(scope, table.view.id, undefined, 1)
}

export const editType = (scope: Scope): void => {
  const table = selectedTable(scope)
  if (table?.column === undefined) return
  editColumn(scope, table.view.id, table.column, 'type')
}

export const toggleFocused = (scope: Scope): void => {
  const focused = focusedNode(scope)
  if (focused !== undefined) scope.app.select([focused], 'toggle')
}
