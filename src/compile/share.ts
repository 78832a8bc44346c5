import type { Id } from '../base/index.ts'
import { type Catalog, cameFrom, type Obj } from '../catalog/index.ts'

type Parts = Readonly<Record<string, unknown>>

/** Equality of plain data; a part that is undefined is not one that is missing. */
const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false
    return true
  }
  let parts = 0
  for (const key in a) {
    if (!equal((a as Parts)[key], (b as Parts)[key])) return false
    parts++
  }
  for (const _ in b) parts--
  return parts === 0
}

/**
 * Replaces what is just as it was `before` by what was there, so that whoever compares by identity sees what changed.
 * @param objects of a catalog that is being made
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
  const catalog = new Map(objects)
  if (known === before.size && known === objects.size) cameFrom(catalog, before, changed)
  return catalog
}
