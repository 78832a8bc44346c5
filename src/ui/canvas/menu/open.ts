import type { Point } from '../model/views.ts'
import type { Scope } from '../scope.ts'
import type { MenuTarget } from '../ui-state.ts'

let opened = 0

/** Opens a menu at a point of the screen. */
export const openMenu = (scope: Scope, screen: Point, target: MenuTarget): void =>
  scope.ui.setState({ menu: { key: ++opened, screen, target } })
