import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import { applyChanges, type Change, type DrawnObject } from '../design/index.ts'
import { compile } from './compiler.ts'
import type { Issue } from './issue.ts'
import type { Registry } from './pattern.ts'
import type { Compiled } from './types.ts'

/** What PostgreSQL holds of an object, whoever made it: absent members and their order do not count. */
const text = (o: Obj | undefined): string =>
  JSON.stringify(o, (key, value: unknown) => {
    if (key === 'why' || (key === 'rank' && o?.kind === 'column')) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

/** Rows that name the use by its id tell of it, and go with it. */
const telling = (o: Obj | undefined, use: Id): Obj | undefined =>
  o?.kind === 'rows'
    ? { ...o, values: o.values.filter((row) => !row.some((v) => v.text.join('').includes(`'${use}'`))) }
    : o

/** The objects of a compiled design that another does not hold as they are, whoever made them. */
const differing = (a: Compiled, b: Compiled, use: Id): readonly Id[] =>
  [...new Set([...a.catalog.keys(), ...b.catalog.keys()])].filter((id) => {
    const [x, y] = [a.catalog.get(id), b.catalog.get(id)]
    return x !== y && text(telling(x, use)) !== text(telling(y, use))
  })

const keyOf = (i: Issue): string => `${i.code} ${i.use} ${i.objects}`

/** What is not as it was: objects, and uses that have something to complain of that they had not. */
const changed = (before: Compiled, after: Compiled, use: Id): readonly Id[] => {
  const known = new Set(before.issues.map(keyOf))
  const errors = after.issues.filter((i) => i.severity === 'error' && !known.has(keyOf(i)))
  return [...differing(before, after, use), ...errors.flatMap((i) => i.use ?? i.objects)]
}

/** What other uses widen, and the tables that they partition. */
const widened: ReadonlySet<string> = new Set(['key', 'index', 'fk', 'exclusion', 'table'])

/** Compiled anew with these changes. */
export type Trial = (changes: readonly Change[]) => Compiled

export const trialOf =
  (compiled: Compiled, registry: Registry): Trial =>
  (changes) =>
    compile(applyChanges(compiled.design, changes).design, registry)

/** What ejecting takes, and what of the catalog would not stay what it was. */
export interface Ejection {
  readonly changes: readonly Change[]
  readonly lost: readonly Id[]
}

/** The forms that the use alone gives to what it draws, where others give them another. */
const formsAlone = (
  compiled: Compiled,
  alone: Compiled,
  changes: readonly Change[],
): ReadonlyMap<Id, DrawnObject> => {
  const forms = new Map<Id, DrawnObject>()
  for (const { id, to } of changes) {
    const o = alone.catalog.get(id)
    if (!to || !o || !widened.has(o.kind) || text(o) === text(compiled.catalog.get(id))) continue
    const { why: _why, ...rest } = o
    forms.set(id, { ...rest, name: 'name' in to ? to.name : o.name } as DrawnObject)
  }
  return forms
}

/** The better of an ejection and what comes of other forms: of all of them, or of some. */
const withForms = (
  compiled: Compiled,
  forms: ReadonlyMap<Id, DrawnObject>,
  use: Id<'use'>,
  trial: Trial,
  start: Ejection,
): Ejection => {
  let best = start
  const apart = [...forms].flatMap(([id, form]) => (form.kind === 'table' ? [] : [id]))
  const tries: readonly (() => readonly Id[])[] = [
    () => apart,
    () => apart.filter((id) => !best.lost.includes(id)),
    () => apart.filter((id) => start.lost.includes(id)),
    () => [...forms.keys()],
  ]
  for (const ids of tries) {
    if (best.lost.length === 0) break
    const taken = new Set(ids())
    const changes = start.changes.map((c) => ({
      ...c,
      to: (taken.has(c.id) ? forms.get(c.id) : undefined) ?? c.to,
    }))
    const lost = changed(compiled, trial(changes), use)
    if (lost.length < best.lost.length) best = { changes, lost }
  }
  return best
}

/** How many uses are looked at one by one: each takes several compilations. */
const most = 8

/**
 * Drawn as they are, keys and references that other uses widened would be widened twice. Where the catalog does not
 * stay what it was they are drawn as they are without the other uses, or without one of them, which widen them as before.
 */
export const repaired = (
  compiled: Compiled,
  changes: readonly Change[],
  use: Id<'use'>,
  trial: Trial,
): Ejection => {
  const others = [...compiled.uses.keys()].filter((id) => id !== use)
  let best: Ejection = { changes, lost: changed(compiled, trial(changes), use) }
  const singly = others.length > 1 && others.length <= most ? others.map((id) => [id]) : []
  for (const left of [others, ...singly]) {
    if (best.lost.length === 0 || left.length === 0) break
    const forms = formsAlone(compiled, trial(left.map((id) => ({ id, to: null }))), best.changes)
    best = withForms(compiled, forms, use, trial, best)
  }
  return best
}
