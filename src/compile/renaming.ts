import type { Id } from '../base/index.ts'
import { fill, nameProblem, type Obj } from '../catalog/index.ts'
import { cutName, type Naming, type Templates } from './naming.ts'
import { isNamed, type Space } from './spaces.ts'

/** What a rename starts from: the objects as they were called, and what they are to be called now. */
interface Renaming {
  readonly objects: ReadonlyMap<Id, Obj>
  readonly templates: Templates
  readonly renamed: ReadonlyMap<Id, string>
}

/**
 * The new names after drawn objects were renamed, where nothing clashes before or after; undefined sends the caller
 * to `nameAll`. The old naming is updated in place.
 */
export const renameIn = (old: Naming, input: Renaming): ReadonlyMap<Id, string> | undefined => {
  const affected = new Set<Id>()
  const spread = (id: Id): void => {
    if (affected.has(id)) return
    affected.add(id)
    for (const d of old.dependants().get(id) ?? []) spread(d)
  }
  for (const id of input.renamed.keys()) spread(id)
  const next = new Map<Id, string>()
  const wish = (id: Id): string => {
    const o = input.objects.get(id)
    const template = input.templates.get(id)
    if (!affected.has(id) || !o) return old.wishes.get(id) ?? old.parts.get(id) ?? o?.name ?? id
    if (!template) return input.renamed.get(id) ?? o.name
    return typeof template === 'string' ? wish(template) : cutName(fill(template, (r) => wish(r.id)))
  }
  for (const id of affected) {
    const o = input.objects.get(id)
    if (!o || old.odd.has(id)) return undefined
    const wished = wish(id)
    if (!input.templates.has(id) && nameProblem(wished)) return undefined
    if (isNamed(o)) next.set(id, wished)
  }
  return commit(old, input, next)
}

const commit = (
  old: Naming,
  { objects }: Renaming,
  next: ReadonlyMap<Id, string>,
): ReadonlyMap<Id, string> | undefined => {
  const moves = [...next].flatMap(([id, text]) => {
    const o = objects.get(id)
    return o && o.name !== text ? [{ o, text }] : []
  })
  const spots = moves.flatMap(({ o, text }) => old.spaces.of(o).map((space) => ({ o, text, space })))
  const wanted = new Map<Space, Set<string>>()
  for (const { o, text, space } of spots) {
    const holder = space.get(text)
    const others = wanted.get(space) ?? new Set<string>()
    if ((holder !== undefined && holder !== o.id) || others.has(text)) return undefined
    wanted.set(space, others.add(text))
  }
  const wishes = old.wishes as Map<Id, string>
  for (const { o, text, space } of spots) {
    if (space.get(o.name) === o.id) space.delete(o.name)
    space.set(text, o.id)
  }
  for (const { o, text } of moves) if (wishes.has(o.id)) wishes.set(o.id, text)
  return new Map(moves.map(({ o, text }) => [o.id, text]))
}
