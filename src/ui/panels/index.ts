import { lazy } from 'react'

/** The inspector and the dock's panels, each loaded when first shown. */
export const Inspector = lazy(() => import('./inspector/inspector.tsx'))
export const DdlPanel = lazy(() => import('./ddl/ddl.tsx'))
export const ChecksPanel = lazy(() => import('./checks/checks.tsx'))
export const RowsPanel = lazy(() => import('./rows/rows.tsx'))
export const QueriesPanel = lazy(() => import('./queries/queries.tsx'))
export const ProblemsPanel = lazy(() => import('./problems/problems.tsx'))
