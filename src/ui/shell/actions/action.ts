import type { LucideIcon } from 'lucide-react'
import type { App, AppState } from '../../../store/index.ts'
import type { ShellKey } from '../../kit/keys.ts'

/** What decides whether something can be done now. */
export type Reach = Pick<AppState, 'screen' | 'open' | 'selection'>

/** One thing a person can do. Menus, the palette and keys all take it from here. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly icon?: LucideIcon
  readonly key?: ShellKey
  readonly enabled: (s: Reach) => boolean
  readonly run: (app: App) => void
}

/** Conditions under which an action makes sense. */
export const always = () => true
export const whenOpen = (s: Reach) => s.open !== undefined
export const whenEdit = (s: Reach) => s.open?.mode === 'edit'
