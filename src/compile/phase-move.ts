import type { Id } from '../base/index.ts'
import { eachMention, mentions, name, type Obj, sql } from '../catalog/index.ts'
import { defaultName } from './default-names.ts'
import { switchOff } from './issue.ts'
import { oneOf } from './label.ts'
import { standingOn } from './standing.ts'
import type { ActiveUse } from './types.ts'
import type { Moving, World } from './world.ts'

type Tied = Obj<'key' | 'check' | 'exclusion' | 'fk' | 'index'>

const isTied = (o: Obj): o is Tied =>
  o.kind === 'key' || o.kind === 'check' || o.kind === 'exclusion' || o.kind === 'fk' || o.kind === 'index'

/** The columns of one table that the object mentions. */
const columnsIn = (w: World, o: Obj, table: Id): readonly Id[] => {
  const out: Id[] = []
  eachMention(o, (id) => {
    if (w.get('column', id)?.table === table) out.push(id)
  })
  return out
}

/** A constraint or an index goes along when all of it goes. */
const goesAlong = (w: World, o: Obj, from: Id, moving: ReadonlyMap<Id, Moving>): boolean => {
  if (!isTied(o) || o.table !== from || (o.kind === 'key' && o.primary)) return false
  if (o.kind === 'fk' && o.references === from) return false
  return columnsIn(w, o, from).every((c) => moving.has(c))
}

const holdsBack = (
  w: World,
  column: Id,
  from: Id,
  moving: ReadonlyMap<Id, Moving>,
  mentioning: ReadonlyMap<Id, readonly Obj[]>,
): Obj | undefined =>
  (mentioning.get(column) ?? []).find((o) => {
    if (o.id === column || moving.has(o.id)) return false
    // What knows the table to which the column goes looks for it there: an ejected view or routine.
    if (!isTied(o) && mentions(o).some((id) => id === moving.get(column)?.claim.to)) return false
    return !goesAlong(w, o, from, moving)
  })

const mentionsOf = (w: World, columns: ReadonlyMap<Id, Moving>): ReadonlyMap<Id, readonly Obj[]> => {
  const out = new Map<Id, Obj[]>()
  for (const o of w.objects.values())
    eachMention(o, (id) => {
      if (!columns.has(id)) return
      const list = out.get(id) ?? []
      if (!list.includes(o)) list.push(o)
      out.set(id, list)
    })
  return out
}

const stays = (w: World, column: Obj<'column'>, m: Moving, by: Obj): void => {
  w.issues.push({
    code: 'move/tied',
    severity: 'error',
    use: m.use,
    objects: [column.id, column.table, by.id],
    ...(m.claim.option === undefined ? {} : { option: m.claim.option }),
    message: sql`${name(column.table)}.${name(column.id)} cannot move to ${name(m.claim.to)}: ${oneOf(by.kind)} of ${name(column.table)} needs it beside columns that stay. It stays too.`,
    ...(m.claim.otherwise ? { remedies: [m.claim.otherwise] } : {}),
  })
}

/** What another pattern promises of the column would be lost without a word: it makes nothing of what is not there. */
const stoodOn = (w: World, column: Obj<'column'>, m: Moving, by: ActiveUse): void => {
  w.issues.push({
    code: 'move/watched',
    severity: 'error',
    use: m.use,
    objects: [column.id, column.table],
    ...(m.claim.option === undefined ? {} : { option: m.claim.option }),
    message: sql`${name(column.table)}.${name(column.id)} cannot move to ${name(m.claim.to)}: ${by.pattern.manifest.title} needs it in ${name(column.table)}, and what that promises of it would be lost. It stays.`,
    remedies: [
      ...(m.claim.otherwise ? [m.claim.otherwise] : []),
      { remedy: 'off', label: switchOff(by.use.id).label, use: by.use.id },
    ],
  })
}

const retable = (w: World, o: Obj<'column'> | Tied, to: Id<'table'>): void => {
  const next = { ...o, table: to } as Obj
  w.put(next)
  const template = o.name === '' && w.names.has(o.id) ? defaultName(next, w) : undefined
  if (template) w.names.set(o.id, template)
}

/**
 * Moves drawn columns to companions, with the constraints and indexes that are about nothing else. A column that
 * something else needs where it is stays, and so does what would go with it.
 */
export const sealMoves = (w: World, uses: ReadonlyMap<Id, ActiveUse>): void => {
  if (w.moves.size === 0) return
  const moving = new Map<Id, Moving>()
  for (const [id, m] of w.moves) {
    const c = w.get('column', id)
    if (!c || !w.get('table', m.claim.to) || c.table === m.claim.to) continue
    const by = standingOn(w, id, m.use)
    const active = by && uses.get(by)
    if (active) stoodOn(w, c, m, active)
    else moving.set(id, m)
  }
  const mentioning = mentionsOf(w, moving)
  for (let again = true; again; ) {
    again = false
    for (const [id, m] of moving) {
      const c = w.get('column', id)
      const by = c && holdsBack(w, id, c.table, moving, mentioning)
      if (!c || !by) continue
      moving.delete(id)
      stays(w, c, m, by)
      again = true
    }
  }
  const along = new Set([...moving.keys()].flatMap((id) => mentioning.get(id) ?? []).filter(isTied))
  for (const o of along) {
    const first = [...moving].find(([id]) => (mentioning.get(id) ?? []).includes(o))
    if (first) retable(w, o, first[1].claim.to)
  }
  for (const [id, m] of moving) {
    const c = w.get('column', id)
    if (!c) continue
    unmirrored(w, c, m)
    w.moved.set(id, c.table)
    retable(w, c, m.claim.to)
  }
}

const unmirrored = (w: World, c: Obj<'column'>, m: Moving): void => {
  for (const [mirror, original] of w.mirrors) {
    if (original !== c.table) continue
    w.issues.push({
      code: 'move/unmirrored',
      severity: 'warning',
      use: m.use,
      objects: [c.id, mirror],
      message: sql`${name(mirror)} repeats the columns of ${name(c.table)}, and ${name(c.id)} is none of them any more: its changes are not kept there.`,
    })
  }
}
