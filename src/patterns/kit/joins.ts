import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import { columnsOf } from './proof.ts'

/** A table that joins two others: two references that its primary key is made of, or one of them. */
export interface Join {
  readonly table: Id<'table'>
  readonly ends: readonly Obj<'fk'>[]
  readonly key: Obj<'key'>
  /** Columns of neither reference. */
  readonly payload: readonly Obj<'column'>[]
}

/** A tenant's reference to the table of tenants is no end. */
const isEnd = (fks: readonly Obj<'fk'>[], fk: Obj<'fk'>): boolean =>
  !fks.some(
    (g) => g !== fk && fk.columns.length < g.columns.length && fk.columns.every((c) => g.columns.includes(c)),
  )

/** Every table that holds little more than two references, with a primary key over their columns. */
export const joinsIn = (catalog: Catalog): readonly Join[] => {
  const fks = objectsOf(catalog, 'fk')
  const keys = objectsOf(catalog, 'key').filter((k) => k.primary)
  return objectsOf(catalog, 'table').flatMap((t): readonly Join[] => {
    const own = fks.filter((f) => f.table === t.id)
    const ends = own.filter((f) => isEnd(own, f))
    const key = keys.find((k) => k.table === t.id)
    const inEnds = new Set<Id>(ends.flatMap((f) => f.columns))
    if (ends.length !== 2 || !key?.columns.every((c) => inEnds.has(c))) return []
    const payload = columnsOf(catalog, t.id).filter((c) => !inEnds.has(c.id))
    return [{ table: t.id as Id<'table'>, ends, key, payload }]
  })
}
