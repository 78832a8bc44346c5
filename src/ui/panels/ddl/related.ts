import { type Catalog, type Id, ownerOf } from '../../../store/index.ts'

/** The selected objects, what is part of them, and the routines that their triggers run. */
export const related = (catalog: Catalog, selection: readonly Id[]): ReadonlySet<Id> => {
  const roots = new Set<Id>()
  for (const id of selection) {
    const o = catalog.get(id)
    if (o) roots.add(ownerOf(o) ?? o.id)
  }
  const ids = new Set<Id>(roots)
  for (const o of catalog.values()) {
    const owner = ownerOf(o)
    if (owner === undefined || !roots.has(owner)) continue
    ids.add(o.id)
    if (o.kind === 'trigger') ids.add(o.routine)
  }
  return ids
}
