import type { ComponentType } from 'react'
import { calm } from '../kit/calm.ts'
import { Coming, type Late, late, Opening } from '../kit/late.tsx'

type Panel<P> = { readonly default: ComponentType<P> }

/** A panel's code never comes before the canvas has answered. */
const panel = <P extends object>(load: () => Promise<Panel<P>>): Late<P> =>
  late(
    () =>
      calm()
        .then(load)
        .then((m) => m.default),
    Coming,
  )

/** The inspector and the dock's panels, each loaded when first shown. */
export const Inspector = panel(() => import('./inspector/inspector.tsx'))
export const DdlPanel = panel(() => import('./ddl/ddl.tsx'))
export const ChecksPanel = panel(() => import('./checks/checks.tsx'))
export const RowsPanel = panel(() => import('./rows/rows.tsx'))
export const QueriesPanel = panel(() => import('./queries/queries.tsx'))
/** The catalogue of patterns, in a dialog of its own. */
export const Library = late(() => import('./library/library.tsx').then((m) => m.default), Opening)
/** A reference from the selected table, asked for away from its inspector. */
export const Reference = late(() => import('./inspector/add-reference.tsx').then((m) => m.default), Opening)
export const ProblemsPanel = panel(() => import('./problems/problems.tsx'))
