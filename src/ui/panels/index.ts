import { type ComponentType, lazy } from 'react'
import { calm } from '../kit/calm.ts'

type Panel = { readonly default: ComponentType }

/** A panel's code never comes before the canvas has answered. */
const panel = (load: () => Promise<Panel>) => lazy(() => calm().then(load))

/** The inspector and the dock's panels, each loaded when first shown. */
export const Inspector = panel(() => import('./inspector/inspector.tsx'))
export const DdlPanel = panel(() => import('./ddl/ddl.tsx'))
export const ChecksPanel = panel(() => import('./checks/checks.tsx'))
export const RowsPanel = panel(() => import('./rows/rows.tsx'))
export const QueriesPanel = panel(() => import('./queries/queries.tsx'))
export const ProblemsPanel = panel(() => import('./problems/problems.tsx'))
