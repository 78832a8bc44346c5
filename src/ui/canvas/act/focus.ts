import type { Id } from '../../../store/index.ts'
import type { Scope } from '../scope.ts'

const named = (attribute: string, id: Id): string => `[${attribute}="${CSS.escape(id)}"]`

export const nodeElement = (scope: Scope, id: Id): HTMLElement | undefined =>
  scope.now.host?.querySelector<HTMLElement>(`.react-flow__node${named('data-id', id)}`) ?? undefined

export const rowElement = (scope: Scope, id: Id): HTMLElement | undefined =>
  scope.now.host?.querySelector<HTMLElement>(named('data-row', id)) ?? undefined

/** Gives the keyboard back to the row or node after an input closes. Never scrolls: the canvas pans by itself. */
export const focusOn = (scope: Scope, node: Id, row?: Id): void => {
  const element = (row === undefined ? undefined : rowElement(scope, row)) ?? nodeElement(scope, node)
  ;(element ?? scope.now.host)?.focus({ preventScroll: true })
}
