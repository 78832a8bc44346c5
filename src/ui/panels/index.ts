import { type ComponentType, lazy } from 'react'
import { calm } from '../kit/calm.ts'

type Panel<P> = { readonly default: ComponentType<P> }

/** A panel's code never comes before the canvas has answered. */
const panel = <P>(load: () => Promise<Panel<P>>) => lazy(() => calm().then(load))

/** The inspector and the dock's panels, each loaded when first shown. */
export const Inspector = panel(() => import('./inspector/inspector.tsx'))
export const DdlPanel = panel(() => import('./ddl/ddl.tsx'))
export const ChecksPanel = panel(() => import('./checks/checks.tsx'))
export const RowsPanel = panel(() => import('./rows/rows.tsx'))
export const QueriesPanel = panel(() => import('./queries/queries.tsx'))
/** The catalogue of patterns, in a dialog of its own. */
export const Library = lazy(() => import('./library/library.tsx'))
export const ProblemsPanel = panel(() => import('./problems/problems.tsx'))
