import { equal, type Id } from '../base/index.ts'
import { type Catalog, cameFrom, type Obj } from '../catalog/index.ts'

/**
 * The catalog of these objects. Replaces what is just as it was `before` by what was there, so that whoever compares by identity sees what changed.
 */
export const shareWith = (before: Catalog, objects: Map<Id, Obj>): Catalog => {
  const changed = new Set<Id>()
  let known = 0
  for (const [id, o] of objects) {
    const old = before.get(id)
    if (old) known++
    if (old === o) continue
    if (old && equal(old, o)) objects.set(id, old)
    else changed.add(id)
  }
  if (known === before.size && known === objects.size) cameFrom(objects, before, changed)
  return objects
}
