import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { App, AppState, Id, Obj, OpenDesign } from '../../store/index.ts'

const AppContext = createContext<App | undefined>(undefined)

export const AppProvider = ({ app, children }: { readonly app: App; readonly children: ReactNode }) => (
  <AppContext value={app}>{children}</AppContext>
)

/** The one app. Its identity never changes, so reading it never re-renders. */
export const useApp = (): App => {
  const app = useContext(AppContext)
  if (!app) throw new Error('used outside AppProvider')
  return app
}

/** A part of the state; renders again when that part is another value. */
export const useAppState = <T,>(select: (state: AppState) => T): T => useStore(useApp().state, select)

/** As useAppState for a fresh array or record: renders again when a member changes. */
export const useAppParts = <T,>(select: (state: AppState) => T): T =>
  useStore(useApp().state, useShallow(select))

/** A part of the open design; undefined on the start screen. */
export const useOpen = <T,>(select: (open: OpenDesign) => T): T | undefined =>
  useAppState((s) => (s.open ? select(s.open) : undefined))

/** One object of the catalog. */
export const useObject = (id: Id | undefined): Obj | undefined =>
  useOpen(({ compiled: c }) => (id === undefined ? undefined : (c.catalog.get(id) ?? c.leftOut.get(id))))

/** Whether this tab may change the design. */
export const useCanEdit = (): boolean => useAppState((s) => s.open?.mode === 'edit')
