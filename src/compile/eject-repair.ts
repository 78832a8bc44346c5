import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import { applyChanges, type Change, type DrawnObject } from '../design/index.ts'
import { compile } from './compiler.ts'
import type { Registry } from './pattern.ts'
import type { Compiled } from './types.ts'

/** What PostgreSQL holds of an object, whoever made it: absent members and their order do not count. */
const text = (o: Obj | undefined): string =>
  JSON.stringify(o, (key, value: unknown) => {
    if (key === 'why' || (key === 'rank' && o?.kind === 'column')) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

/** The objects in which two compiled designs differ, other than by who made them. */
export const differing = (a: Compiled, b: Compiled): readonly Id[] =>
  [...new Set([...a.catalog.keys(), ...b.catalog.keys()])].filter((id) => {
    const [x, y] = [a.catalog.get(id), b.catalog.get(id)]
    return x !== y && text(x) !== text(y)
  })

/** Their columns are what other uses widen. */
const widened: ReadonlySet<string> = new Set(['key', 'index', 'fk', 'exclusion'])

/** Compiled anew with these changes. */
export type Trial = (changes: readonly Change[]) => Compiled

export const trialOf =
  (compiled: Compiled, registry: Registry): Trial =>
  (changes) =>
    compile(applyChanges(compiled.design, changes).design, registry)

/**
 * Drawn as they are, keys and references that other uses widened would be widened twice. Where the catalog does not
 * stay what it was they are drawn as the ejected use alone makes them, and the others widen them as before.
 */
export const narrowed = (
  compiled: Compiled,
  changes: readonly Change[],
  use: Id<'use'>,
  trial: Trial,
): readonly Change[] => {
  const others = [...compiled.uses.keys()].filter((id) => id !== use)
  const off = differing(compiled, trial(changes))
  if (off.length === 0 || others.length === 0) return changes
  const alone = trial(others.map((id) => ({ id, to: null }))).catalog
  const forms = new Map<Id, DrawnObject>()
  for (const { id, to } of changes) {
    const o = alone.get(id)
    if (!to || !o || !widened.has(o.kind) || text(o) === text(compiled.catalog.get(id))) continue
    const { why: _why, ...rest } = o
    forms.set(id, { ...rest, name: 'name' in to ? to.name : o.name } as DrawnObject)
  }
  const take = (ids: ReadonlySet<Id>): readonly Change[] =>
    changes.map((c) => {
      const form = ids.has(c.id) ? forms.get(c.id) : undefined
      return form ? { id: c.id, to: form } : c
    })
  const tries = [new Set(forms.keys()), new Set([...forms.keys()].filter((id) => off.includes(id)))]
  let best = { changes, off: off.length }
  for (const ids of tries) {
    const tried = take(ids)
    const n = differing(compiled, trial(tried)).length
    if (n < best.off) best = { changes: tried, off: n }
    if (n === 0) break
  }
  return best.changes
}
