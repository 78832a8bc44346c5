import type { Id } from '../base/index.ts'
import { type DataType, isUserType, name, type Obj, sql } from '../catalog/index.ts'
import type { PrimaryClaim, RetypeClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import { patternOf, patternWords, switchOff } from './issue.ts'
import { add } from './phase-tables.ts'
import { standOn } from './standing.ts'
import type { ActiveUse } from './types.ts'
import type { World } from './world.ts'

/** The first use to make another type of a column has it. */
const retypedTwice = (w: World, column: Obj<'column'>, first: Id<'use'>, second: Id<'use'>): void => {
  w.issues.push({
    code: 'column/retyped-twice',
    severity: 'error',
    use: second,
    objects: [column.id, column.table],
    message: sql`Two patterns say which values ${name(column.table)}.${name(column.id)} may hold, and it can only be of one type. Keep one of them.`,
    waysOut:
      patternOf(first) === patternOf(second)
        ? [
            { ...switchOff(second), label: 'Switch this one off' },
            { ...switchOff(first), label: 'Switch the other one off' },
          ]
        : [switchOff(second), switchOff(first)],
  })
}

/** A default beside what the database computes is refused, and would say nothing. */
const computedAlready = (w: World, column: Obj<'column'>, use: Id<'use'>): void => {
  w.issues.push({
    code: 'column/computed',
    severity: 'error',
    use,
    objects: [column.id, column.table],
    message: sql`${name(column.table)}.${name(column.id)} is computed by the database, so ${patternWords(use)} cannot say which values it holds. Choose a plain column.`,
    waysOut: [switchOff(use)],
  })
}

const collatable = (t: DataType): boolean => !isUserType(t) && /^(text|varchar|char|citext)$/.test(t.base)

const become = (o: Obj<'column'>, c: Omit<RetypeClaim, 'claim' | 'column'>): Obj<'column'> => {
  const { default: was, identity: counted, collation, ...rest } = o
  const next = c.default === undefined ? was : (c.default ?? undefined)
  const identity = c.identity === undefined ? counted : (c.identity ?? undefined)
  return {
    ...rest,
    type: c.type,
    ...(collation !== undefined && collatable(c.type) ? { collation } : {}),
    ...(next ? { default: next } : {}),
    ...(identity ? { identity } : {}),
    ...(c.notNull === undefined ? {} : { notNull: c.notNull }),
    ...(c.generated ? { generated: c.generated } : {}),
  }
}

export const retype = (w: World, use: Id<'use'>, c: RetypeClaim): void => {
  const o = w.get('column', c.column)
  if (!o) return
  const before = w.retyped.get(c.column)
  if (before && before.use !== use) {
    retypedTwice(w, o, before.use, use)
    return
  }
  if (c.default && !c.generated && (o.generated || (o.identity && c.identity === undefined))) {
    computedAlready(w, o, use)
    return
  }
  const { unfit } = c
  w.retyped.set(c.column, { use, was: before?.was ?? o.type, ...(unfit ? { unfit } : {}) })
  standOn(w, c.column, use)
  w.put(become(o, c))
}

const typeText = (t: DataType): string =>
  JSON.stringify(isUserType(t) ? [t.type, t.dims] : [t.base, t.mods, t.dims])

/** Columns that reference one of another type than before become that type too, however long the chain. */
export const followTypes = (w: World): void => {
  const changed = [...w.retyped.keys()]
  for (const id of changed) {
    const parent = w.get('column', id)
    if (!parent) continue
    const use = w.retyped.get(id)?.use
    for (const fk of w.referencesTo(parent.table)) {
      const column = fk.columns[fk.refColumns.indexOf(id as Id<'column'>)]
      const child = column && w.get('column', column)
      if (!child || !use || w.retyped.has(child.id) || typeText(child.type) === typeText(parent.type))
        continue
      w.retyped.set(child.id, { use, was: child.type })
      w.put(become(child, { type: parent.type, default: null, identity: null }))
      changed.push(child.id)
    }
  }
}

/** A primary key that gives way is a unique key over columns that stay NOT NULL. */
const demote = (w: World, key: Obj<'key'>): void => {
  const { primary: _p, ...unique } = key
  w.put(unique)
  const template = w.names.has(key.id) ? defaultName(unique, w) : undefined
  if (template) w.names.set(key.id, template)
  for (const id of key.columns) {
    const c = w.get('column', id)
    if (c && !c.notNull) w.put({ ...c, notNull: true })
  }
}

export const claimPrimary = (w: World, active: ActiveUse, c: PrimaryClaim): void => {
  const old = w.primaryKey(c.table)
  if (old && old.columns.join() === c.columns.join()) return
  if (old) demote(w, old)
  const { claim: _c, ...key } = c
  add(w, active, { claim: 'add', kind: 'key', name: '', primary: true, ...key })
}
