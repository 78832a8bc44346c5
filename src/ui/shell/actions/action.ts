import type { LucideIcon } from 'lucide-react'
import type { App, AppState } from '../../../store/index.ts'
import type { ShellKey } from '../../kit/keys.ts'

/** One thing a person can do. Menus, the palette and keys all take it from here. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly icon?: LucideIcon
  readonly key?: ShellKey
  readonly enabled: (s: AppState) => boolean
  readonly run: (app: App) => void
}

/** Conditions under which an action makes sense. */
export const always = () => true
export const whenOpen = (s: AppState) => s.open !== undefined
export const whenEdit = (s: AppState) => s.open?.mode === 'edit'
