import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppState, EngineState, View } from './types.ts'

export const defaultView: View = {
  dock: 'ddl',
  dockOpen: true,
  dockHeight: 240,
  sideOpen: true,
  sideWidth: 216,
  inspectorOpen: true,
  inspectorWidth: 320,
  theme: 'system',
  hideCompanions: false,
  ddl: 'all',
}

export const engineOff: EngineState = { status: 'off', answers: new Map(), running: new Set() }

export type Store = StoreApi<AppState>

export const createState = (view: View, templates: AppState['templates'] = []): Store =>
  createStore<AppState>(() => ({
    screen: 'start',
    library: [],
    templates,
    open: undefined,
    selection: [],
    engines: { 'pg-mem': engineOff, pglite: engineOff },
    problems: [],
    view,
    patterns: [],
    notice: undefined,
  }))

type Notice = Omit<NonNullable<AppState['notice']>, 'key'>

/** Shows a notice in place of the one before. */
export const tell = (store: Store, notice: Notice): void =>
  store.setState((s) => ({ notice: { key: (s.notice?.key ?? 0) + 1, ...notice } }))

export const dismiss = (store: Store): void => store.setState({ notice: undefined })
