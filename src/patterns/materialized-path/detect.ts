import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { selfReferences } from '../kit/tree-detect.ts'
import type { Options } from './options.ts'

const words = /^(tree_?path|materiali[sz]ed_?path|path|lineage|ancestry|ancestors|breadcrumb)$/i
const baseOf = (c: Obj<'column'>): string => (isUserType(c.type) ? '' : canonicalTypeName(c.type.base))

/** Columns of ltree; or of text with one of the usual names, in a table that references itself. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const trees = new Map(selfReferences(catalog).map((f) => [f.table as Id, f]))
  return objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const columns = columnsOf(catalog, t.id)
    const fk = trees.get(t.id)
    const path =
      columns.find((c) => baseOf(c) === 'ltree') ??
      (fk && columns.find((c) => words.test(c.name) && ['text', 'varchar'].includes(baseOf(c))))
    if (!path) return []
    const kind = baseOf(path) === 'ltree' ? 'ltree' : 'text'
    const index = objectsOf(catalog, 'index').find(
      (i) => i.table === t.id && i.elements.some((e) => e.column === path.id),
    )
    const [parent] = fk?.columns ?? []
    return [
      {
        target: path.table,
        options: {
          ...(parent && fk?.columns.length === 1 ? { parent } : {}),
          kind,
          column: path.name,
          view: false,
        },
        bind: { path: path.id, ...(index ? { index: index.id } : {}) },
        sure: kind === 'ltree' ? 0.9 : 0.7,
        because:
          kind === 'ltree'
            ? `${path.name} is an ltree`
            : `${path.name} beside a reference of the table to itself`,
      },
    ]
  })
}
