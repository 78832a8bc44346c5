import type { Id } from '../../../store/index.ts'
import { rectOf } from '../flow-nodes.ts'
import type { TableView } from '../model/views.ts'
import type { Scope } from '../scope.ts'
import type { Placed } from './arrange.ts'

export const selectionOf = (scope: Scope): readonly Id[] => scope.app.state.getState().selection

/** Selected nodes with where they are. */
export const selectedNodes = (scope: Scope): readonly Placed[] => {
  const { moved } = scope.ui.getState()
  return selectionOf(scope).flatMap((id) => {
    const item = scope.now.model.byId.get(id)
    return item ? [{ id, rect: rectOf(item, moved) }] : []
  })
}

/** The table in the selection, or the one that a selected column belongs to, with that column. */
export const selectedTable = (
  scope: Scope,
): { readonly view: TableView; readonly column?: Id } | undefined => {
  for (const id of selectionOf(scope)) {
    const own = scope.now.model.byId.get(id)?.view
    if (own?.kind === 'table') return { view: own }
    const o = scope.app.state.getState().open?.compiled.catalog.get(id)
    const view = o?.kind === 'column' ? scope.now.model.byId.get(o.table)?.view : undefined
    if (view?.kind === 'table') return { view, column: id }
  }
  return undefined
}

/** The node that has the keyboard's focus, itself or one of its rows. */
export const focusedNode = (scope: Scope): Id | undefined => {
  const element = document.activeElement
  if (!element || !scope.now.host?.contains(element)) return undefined
  return element.closest<HTMLElement>('.react-flow__node')?.dataset.id
}

/** The node that Tab has led to while something else is selected: it counts before that. */
export const focusedElsewhere = (scope: Scope): Id | undefined => {
  const focused = focusedNode(scope)
  const chosen = focused === selectedTable(scope)?.view.id || selectionOf(scope).some((id) => id === focused)
  return chosen ? undefined : focused
}
