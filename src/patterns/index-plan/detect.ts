import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options } from './options.ts'

/** The plain index whose first columns are those of the reference. */
const indexFor = (catalog: Catalog, fk: Obj<'fk'>): Obj<'index'> | undefined =>
  objectsOf(catalog, 'index').find((i) => {
    const first = i.elements.slice(0, fk.columns.length).map((e) => e.column)
    return i.table === fk.table && !i.where && !i.unique && fk.columns.every((c) => first.includes(c))
  })

/** Tables that have an index for each of their references. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t) => {
    const fks = objectsOf(catalog, 'fk').filter((f) => f.table === t.id)
    const found = fks.flatMap((f) => {
      const i = indexFor(catalog, f)
      return i ? [[`fk:${f.id}`, i.id] as const] : []
    })
    if (fks.length === 0 || found.length < fks.length) return []
    return [
      {
        target: t.id as Id<'table'>,
        options: { foreignKeys: true, queries: [], covering: false, indexes: [], redundant: false },
        bind: Object.fromEntries(found),
        sure: 0.6,
        because: `every reference of ${t.name} has an index`,
      },
    ]
  })
