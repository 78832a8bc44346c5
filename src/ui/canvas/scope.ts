import type { ReactFlowInstance } from '@xyflow/react'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { App, Id } from '../../store/index.ts'
import type { Detail, Details } from './detail.ts'
import type { Route } from './edges/route.ts'
import type { FlowNode } from './flow-nodes.ts'
import type { Point } from './model/views.ts'
import type { Model } from './model.ts'
import type { CanvasUi, CanvasUiStore } from './ui-state.ts'

/** The latest state of what changes without anyone rendering. */
export interface Now {
  model: Model
  routes: ReadonlyMap<Id, Route>
  /** Where the pointer was last, on the screen. */
  pointer: Point | undefined
  host: HTMLElement | null
  flow: ReactFlowInstance<FlowNode> | null
}

/** What every part of the canvas may reach. Its identity never changes. */
export interface Scope {
  readonly app: App
  readonly ui: CanvasUiStore
  readonly details: Details
  readonly now: Now
}

const ScopeContext = createContext<Scope | undefined>(undefined)
export const ScopeProvider = ScopeContext

export const useScope = (): Scope => {
  const scope = useContext(ScopeContext)
  if (!scope) throw new Error('used outside the canvas')
  return scope
}

/** A part of the canvas' own state; renders again when that part is another value. */
export const useUi = <T>(select: (ui: CanvasUi) => T): T => useStore(useScope().ui, select)

/** In which detail this node is to be drawn. */
export const useDetail = (id: Id): Detail => {
  const { details } = useScope()
  const subscribe = useCallback((changed: () => void) => details.subscribe(id, changed), [details, id])
  return useSyncExternalStore(subscribe, () => details.levelOf(id))
}

/** Whether this tab may change the design. */
export const mayEdit = (scope: Scope): boolean => scope.app.state.getState().open?.mode === 'edit'
