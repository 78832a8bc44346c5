import { type Id, isDrawn } from '../base/index.ts'
import { eachMention, type Kind, type Obj, ownerOf, partsOf, sql } from '../catalog/index.ts'
import { label } from './label.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

const isOf = (kind: Kind, as: Kind | readonly Kind[]): boolean =>
  typeof as === 'string' ? as === kind : as.includes(kind)

/** Whether a list of columns may hold a column: it is of the object's own table, or of the one it references. */
const isOwn = (o: Obj, { table }: Obj<'column'>): boolean =>
  (ownerOf(o) ?? o.id) === table || (o.kind === 'fk' && o.references === table)

/** Objects by what they mention, of what counts. */
const byMention = (
  objects: Iterable<Obj>,
  counts: (id: Id) => boolean = () => true,
): ReadonlyMap<Id, readonly Obj[]> => {
  const out = new Map<Id, Obj[]>()
  for (const o of objects)
    eachMention(o, (id) => {
      if (!counts(id)) return
      const all = out.get(id)
      if (all) all.push(o)
      else out.set(id, [o])
    })
  return out
}

const leaveOut = (w: World, o: Obj, code: string, because: string): void => {
  const { id, kind, name } = o
  const owner = ownerOf(o)
  w.remove(id)
  if (owner !== undefined && owner !== id && !w.objects.has(owner)) return
  w.issues.push({
    code,
    severity: 'error',
    message: sql`A ${label(kind)}${name ? ` "${name}"` : ''} ${because}, so it is left out.`,
    objects: owner === undefined ? [id] : [id, owner],
    ...ridOf(o),
  })
}

const parted = ['enum', 'domain', 'routine', 'view', 'matview'] as const

/** Tells what mentions something that is not there or not of the right kind. One function for all mentions. */
const danglers = (w: World, parts: ReadonlySet<Id>, derived: boolean): ((o: Obj) => boolean) => {
  let from: Obj
  let wrong = false
  const see = (id: Id, as?: Kind | readonly Kind[]): void => {
    const at = w.objects.get(id)
    if (!at) wrong ||= !parts.has(id) && (derived || isDrawn(id))
    else if (as !== undefined)
      wrong ||= !isOf(at.kind, as) || (as === 'column' && !isOwn(from, at as Obj<'column'>))
  }
  return (o) => {
    from = o
    wrong = false
    eachMention(o, see)
    return wrong
  }
}

/**
 * Drops what mentions something that is not there or not of the right kind, and what mentions that in turn; each
 * drop is an issue. Before the phases have run, ids of derived objects get the benefit of the doubt.
 */
export const dropDangling = (w: World, derived: boolean): void => {
  const parts = new Set<Id>()
  if (!derived) for (const r of [w.appRole, w.maintenanceRole]) parts.add(r)
  for (const kind of parted) for (const o of w.all(kind)) for (const p of partsOf(o)) parts.add(p.id)
  const dangles = danglers(w, parts, derived)
  const todo: Obj[] = []
  for (const o of w.objects.values()) if (dangles(o)) todo.push(o)
  if (todo.length === 0) return
  const mentioning = byMention(w.objects.values())
  for (const o of todo) {
    if (!w.objects.has(o.id) || !dangles(o)) continue
    leaveOut(
      w,
      o,
      'object/dangling',
      'mentions something that is not in the design, or is something else there',
    )
    for (const { id } of [o, ...partsOf(o)]) {
      parts.delete(id)
      todo.push(...(mentioning.get(id) ?? []))
    }
  }
}

/** Views and domains that need themselves, by way of others or not, are left out with what stands on them, and said. */
export const dropCycles = (w: World): void => {
  const all = (['domain', 'view', 'matview'] as const).flatMap((kind): readonly Obj[] => w.all(kind))
  const left = new Map<Id, Obj>(all.map((o) => [o.id, o]))
  const mentioning = byMention(all, (id) => left.has(id))
  const needs = new Map<Obj, number>()
  for (const list of mentioning.values()) for (const o of list) needs.set(o, (needs.get(o) ?? 0) + 1)
  const ready = all.filter((o) => !needs.has(o))
  for (const o of ready) {
    left.delete(o.id)
    for (const from of mentioning.get(o.id) ?? []) {
      const n = (needs.get(from) ?? 0) - 1
      needs.set(from, n)
      if (n === 0) ready.push(from)
    }
  }
  for (const o of left.values())
    leaveOut(w, o, 'object/cycle', 'needs itself, or one that does, before it is there')
}
