import type { Id } from '../../base/index.ts'
import { type Obj, ownerOf } from '../../catalog/index.ts'
import { type Change, change, type DesignRecord, type RecordOf, removal } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, each, label, notDrawn, refuse } from './context.ts'
import { type Gone, without } from './loss.ts'
import { kindWord, listed } from './rename.ts'

/** Derived objects go with the switch that made them and with the table they are on. */
const addDerived = (x: Context, gone: Set<Id>): void => {
  for (const o of x.compiled.catalog.values()) {
    if (gone.has(o.id) || !o.why) continue
    const owner = ownerOf(o)
    if (gone.has(o.why.use) || (owner !== undefined && gone.has(owner))) gone.add(o.id)
  }
}

const sameColumns = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((c) => b.includes(c))

/** A foreign key needs a key over the columns it points at; true where there was one and none is left. */
const losesTarget = (x: Context, gone: Gone, r: DesignRecord): boolean => {
  if (r.kind !== 'fk') return false
  const fits = (o: DesignRecord): boolean =>
    (o.kind === 'key' || (o.kind === 'index' && o.unique === true)) &&
    o.table === r.references &&
    sameColumns(o.kind === 'key' ? o.columns : o.elements.flatMap((e) => e.column ?? []), r.refColumns)
  const targets = [...each(x.design, 'key'), ...each(x.design, 'index')].filter(fits)
  return targets.length > 0 && targets.every((t) => gone.has(t.id))
}

interface Fallout {
  readonly gone: Gone
  readonly changed: ReadonlyMap<Id, DesignRecord>
  readonly blockers: readonly Id[]
}

/** Everything that goes when these ids go, and what stays in another form. */
export const fallout = (x: Context, ids: readonly Id[]): Fallout => {
  const gone = new Set<Id>(ids)
  for (let before = -1; before !== gone.size; ) {
    before = gone.size
    addDerived(x, gone)
    for (const r of x.design.records.values()) {
      if (!gone.has(r.id) && (without(gone, r) === null || losesTarget(x, gone, r))) gone.add(r.id)
    }
  }
  const changed = new Map<Id, DesignRecord>()
  const blockers: Id[] = []
  for (const r of x.design.records.values()) {
    if (gone.has(r.id)) continue
    const rest = without(gone, r)
    if (rest === null || rest === r) continue
    if ('blocked' in rest) blockers.push(r.id)
    else if (JSON.stringify(rest) !== JSON.stringify(r)) changed.set(r.id, rest)
  }
  return { gone, changed, blockers }
}

const quiet: ReadonlySet<string> = new Set(['place', 'decision', 'trait'])

/** Counts what goes besides what was asked for and what is part of it. */
const others = (x: Context, asked: Gone, gone: Gone): number => {
  let n = 0
  for (const id of gone) {
    const r = x.design.records.get(id)
    if (!r || asked.has(id) || quiet.has(r.kind)) continue
    const owner = ownerOf(r as Obj)
    if (owner === undefined || !asked.has(owner)) n++
  }
  return n
}

/** With these goes what was said of their own table alone. */
const beside: ReadonlySet<string> = new Set(['key', 'check', 'exclusion', 'index', 'fk', 'rows'])

/** The switches of a table that goes, and of its columns, are part of it. */
const ownSwitch = (x: Context, asked: Gone, { target }: RecordOf<'use'>): boolean => {
  if (target === undefined) return false
  const o = x.compiled.catalog.get(target) ?? (x.design.records.get(target) as Obj | undefined)
  return o !== undefined && asked.has(o.kind === 'table' ? o.id : (ownerOf(o) ?? ''))
}

/** What goes elsewhere: on other tables, or standing alone; columns, policies, triggers and switches wherever they are. */
const elsewhere = (x: Context, asked: Gone, gone: Gone): readonly DesignRecord[] => {
  const ownerFor = (id: Id): Id | undefined => {
    const r = x.design.records.get(id)
    return r && ownerOf(r as Obj)
  }
  const tables = new Set([...asked].flatMap((id) => [id, ownerFor(id) ?? id]))
  return [...gone].flatMap((id) => {
    const r = x.design.records.get(id)
    const owner = ownerFor(id)
    if (!r || asked.has(id) || quiet.has(r.kind) || (owner !== undefined && asked.has(owner))) return []
    const seen =
      r.kind === 'use'
        ? ownSwitch(x, asked, r)
        : owner !== undefined && tables.has(owner) && beside.has(r.kind)
    return seen ? [] : [r]
  })
}

const title = (x: Context, asked: readonly Id[], also: number): string => {
  const first = asked[0]
  const kind = first === undefined ? undefined : x.design.records.get(first)?.kind
  const what = asked.length === 1 && kind ? kindWord(kind) : `${asked.length} objects`
  return also === 0
    ? `Remove ${what}`
    : `Remove ${what} and ${also} that needed ${asked.length === 1 ? 'it' : 'them'}`
}

/** The changes that take these ids away with all that cannot live without them; or what stands in the way. */
export const removeWithDependants = (x: Context, ids: readonly Id[], name?: string): Attempt => {
  const drawn = ids.filter((id) => x.design.records.has(id))
  const { gone, changed, blockers } = fallout(x, drawn)
  const derived = ids.find((id) => !gone.has(id))
  if (derived !== undefined) return notDrawn(x, derived)
  const [first] = blockers
  if (first !== undefined) {
    const word = x.design.records.get(first)?.kind === 'settings' ? 'The design' : label(x, first)
    return refuse(
      `${word} still uses ${label(x, drawn[0] ?? first)}. Give it another one first.`,
      ...blockers,
    )
  }
  const changes: Change[] = []
  for (const id of gone) if (x.design.records.has(id)) changes.push(removal(id))
  for (const r of changed.values()) changes.push(change(r))
  const asked = new Set(drawn)
  const also = elsewhere(x, asked, gone)
  return done(name ?? title(x, drawn, others(x, asked, gone)), changes, {
    ...(also.length > 0 ? { tells: `Gone with it: ${listed(x, also)}.` } : {}),
  })
}

/** Deletes records and what cannot live without them; derived ones refuse unless their switch goes too. */
export const remove = (x: Context, ids: readonly Id[]): Attempt => {
  if (ids.length === 0) return refuse('Select something to remove first.')
  if (ids.some((id) => x.design.records.get(id)?.kind === 'settings'))
    return refuse('A design keeps its settings.')
  return removeWithDependants(x, ids)
}
