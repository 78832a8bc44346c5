import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x))

/** References of tables to their own primary key. */
export const selfReferences = (catalog: Catalog): readonly Obj<'fk'>[] => {
  const primary = new Map(
    objectsOf(catalog, 'key').flatMap((k) => (k.primary ? [[k.table, k.columns] as const] : [])),
  )
  return objectsOf(catalog, 'fk').filter(
    (f) => f.references === f.table && same(f.refColumns, primary.get(f.table) ?? []),
  )
}
