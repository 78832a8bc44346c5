import { type Clock, compareRanks, err, type Id, ok } from '../../base/index.ts'
import type { Kind, Obj } from '../../catalog/index.ts'
import type { Compiled, Registry } from '../../compile/index.ts'
import type { Change, Design, DesignRecord, DrawnOf, RecordKind, RecordOf } from '../../design/index.ts'
import type { Attempt, Command, Refusal } from '../types.ts'

/** What a command may read. `newId` hands out ids that no record of the design has or had. */
export interface Context {
  readonly design: Design
  readonly compiled: Compiled
  readonly registry: Registry
  readonly clock: Clock
  newId<K extends string>(): Id<K>
}

export const refuse = (
  message: string,
  ...objects: readonly Id[]
): { readonly ok: false; readonly error: Refusal } => err({ message, objects })

export const done = (
  name: string,
  changes: readonly Change[],
  more: Pick<Command, 'select' | 'merge' | 'says' | 'tells'> = {},
): Attempt => ok({ name, changes, ...more })

/** Every record of one kind, in no order that anyone may rely on. */
export function* each<K extends RecordKind>(design: Design, kind: K): Generator<RecordOf<K>> {
  for (const r of design.records.values()) if (r.kind === kind) yield r as RecordOf<K>
}

/** The drawn records of a table: columns, keys, checks, indexes, foreign keys, triggers, policies, rows. */
export function* partsOfTable(design: Design, table: Id): Generator<DesignRecord> {
  for (const r of design.records.values()) if ('table' in r && r.table === table) yield r
}

export const recordFor = <K extends RecordKind>(
  x: Context,
  kind: K,
  id: Id | undefined,
): RecordOf<K> | undefined => {
  const r = id === undefined ? undefined : x.design.records.get(id)
  return r?.kind === kind ? (r as RecordOf<K>) : undefined
}

/** Every object: what compile made, and what was drawn and is left out. */
export function* objectsOf({ compiled }: Context): Generator<Obj> {
  yield* compiled.catalog.values()
  yield* compiled.leftOut.values()
}

/** The object as compile made it: its final name, drawn or derived. */
export const objectFor = <K extends Kind>(x: Context, kind: K, id: Id): Obj<K> | undefined => {
  const o = x.compiled.catalog.get(id)
  return o?.kind === kind ? (o as Obj<K>) : undefined
}

/** The object's name as people know it, in backticks; `table.column` for a column. */
export const label = (x: Context, id: Id): string => {
  const o = x.compiled.catalog.get(id) ?? x.design.records.get(id)
  if (!o) return 'an object that is gone'
  const own = 'name' in o && o.name !== '' ? o.name : o.kind
  const table = o.kind === 'column' ? x.compiled.catalog.get(o.table) : undefined
  return table ? `\`${table.name}.${own}\`` : `\`${own}\``
}

/** Says which switch made a derived object, or that the object is gone. */
export const notDrawn = (x: Context, id: Id): { readonly ok: false; readonly error: Refusal } => {
  const o = x.compiled.catalog.get(id)
  if (!o) return refuse('This is no longer part of the design.', id)
  if (!o.why)
    return refuse(
      `${label(x, id)} is there because something in the design needs it, and goes with that. There is nothing to change about it.`,
      id,
    )
  const use = x.design.records.get(o.why.use)
  const title = use?.kind === 'use' ? (x.registry.get(use.pattern)?.manifest.title ?? use.pattern) : o.why.use
  const target = use?.kind === 'use' && use.target !== undefined ? ` on ${label(x, use.target)}` : ''
  return refuse(
    `${label(x, id)} is made by the switch “${title}”${target}. Change that switch's options, or eject it to edit this by hand.`,
    id,
    ...(use ? [use.id] : []),
  )
}

/** The drawn record, or the refusal that says why there is none to edit. */
export const need = <K extends RecordKind>(
  x: Context,
  kind: K,
  id: Id,
): { readonly ok: true; readonly value: RecordOf<K> } | { readonly ok: false; readonly error: Refusal } => {
  const r = recordFor(x, kind, id)
  return r ? ok(r) : notDrawn(x, id)
}

/** Columns of a table as compile has them, derived ones too, in rank order. */
export const columnsOf = (x: Context, table: Id): readonly Obj<'column'>[] => {
  const out: Obj<'column'>[] = []
  for (const o of x.compiled.catalog.values()) if (o.kind === 'column' && o.table === table) out.push(o)
  return out.sort((a, b) => compareRanks(a.rank, b.rank))
}

/** The drawn columns of a table, in rank order. */
export const drawnColumns = (x: Context, table: Id): readonly DrawnOf<'column'>[] => {
  const out: DrawnOf<'column'>[] = []
  for (const c of each(x.design, 'column')) if (c.table === table) out.push(c)
  return out.sort((a, b) => compareRanks(a.rank, b.rank))
}
