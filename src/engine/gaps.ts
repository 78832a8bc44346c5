import type { Catalog } from '../catalog/index.ts'
import { extensionGaps } from './pglite/gaps.ts'
import { knownGaps } from './pgmem/gaps.ts'
import type { EngineKind, Gap } from './types.ts'

const perKind: { readonly [K in EngineKind]: (catalog: Catalog) => readonly Gap[] } = {
  pglite: extensionGaps,
  'pg-mem': knownGaps,
}

/** What an engine is known not to judge in a catalog, without asking it. */
export const staticGaps = (kind: EngineKind, catalog: Catalog): readonly Gap[] => perKind[kind](catalog)
