import type { Id } from '../base/index.ts'
import type { Catalog } from './objects.ts'

/** Numbers instead of references: a catalog must not keep all that came before it alive. */
let last = 0
const numbers = new WeakMap<Catalog, number>()
const origins = new WeakMap<Catalog, { readonly before: number; readonly changed: ReadonlySet<Id> }>()

const numberOf = (catalog: Catalog): number => {
  const known = numbers.get(catalog)
  if (known !== undefined) return known
  last++
  numbers.set(catalog, last)
  return last
}

/** Says that `after` holds the ids of `before`, and the same objects but for those that changed. */
export const cameFrom = (after: Catalog, before: Catalog, changed: ReadonlySet<Id>): void => {
  origins.set(after, { before: numberOf(before), changed })
}

/** The ids whose objects differ, where whoever made `after` from `before` said so; saves comparing all of them. */
export const knownChanges = (before: Catalog, after: Catalog): ReadonlySet<Id> | undefined => {
  const origin = origins.get(after)
  return origin && origin.before === numbers.get(before) ? origin.changed : undefined
}
