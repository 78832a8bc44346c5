import type { Id } from '../../base/index.ts'
import { mentions, type Obj, partsOf } from '../../catalog/index.ts'
import { type Change, change, type Design, type DesignRecord, type RecordOf } from '../../design/index.ts'
import { type Context, each, partsOfTable } from './context.ts'
import { without } from './loss.ts'
import { freeName } from './names.ts'

const doc: ReadonlySet<string> = new Set([
  'settings',
  'use',
  'place',
  'area',
  'note',
  'decision',
  'query',
  'trait',
])
export const isObject = (r: DesignRecord): boolean => !doc.has(r.kind)

/** The records that go along when these are copied: a table's parts, its place, the switches on it. */
export const closure = (design: Design, ids: readonly Id[]): ReadonlyMap<Id, DesignRecord> => {
  const out = new Map<Id, DesignRecord>()
  const take = (r: DesignRecord): void => {
    if (r.kind === 'settings' || r.kind === 'trait' || out.has(r.id)) return
    out.set(r.id, r)
    if (r.kind === 'table') for (const part of partsOfTable(design, r.id)) take(part)
  }
  for (const id of ids) {
    const r = design.records.get(id)
    if (r) take(r)
  }
  for (const p of each(design, 'place')) if (out.has(p.of)) out.set(p.id, p)
  for (const g of each(design, 'grant')) if (out.has(g.on)) out.set(g.id, g)
  for (const u of each(design, 'use')) if (u.target !== undefined && out.has(u.target)) out.set(u.id, u)
  return out
}

const token = /[a-z][0-9a-z]{7}\.[0-9a-z]{1,8}/g

/** Every drawn id inside the value exchanged, those within derived ids too. */
const exchanged = <T>(value: T, ids: ReadonlyMap<string, string>): T =>
  JSON.parse(JSON.stringify(value).replace(token, (t) => ids.get(t) ?? t)) as T

const newIds = (x: Context, records: Iterable<DesignRecord>): Map<string, string> => {
  const ids = new Map<string, string>()
  for (const r of records) {
    if (r.kind === 'use') continue
    ids.set(r.id, x.newId())
    if (isObject(r)) for (const part of partsOf(r as Obj)) ids.set(part.id, x.newId())
  }
  return ids
}

const namedInSchema = (
  r: DesignRecord,
): r is RecordOf<'table' | 'view' | 'matview' | 'enum' | 'domain' | 'routine'> =>
  r.kind === 'table' ||
  r.kind === 'view' ||
  r.kind === 'matview' ||
  r.kind === 'enum' ||
  r.kind === 'domain' ||
  r.kind === 'routine'

/** Names that a schema must not see twice get a suffix; keys and indexes go back to their default names. */
const renamer = (x: Context): ((r: DesignRecord, owners: ReadonlySet<Id>) => DesignRecord) => {
  const taken = new Map<string, Set<string>>()
  for (const o of x.compiled.catalog.values()) {
    const space = 'schema' in o ? String(o.schema) : o.kind === 'column' ? o.table : undefined
    if (space === undefined) continue
    const names = taken.get(space) ?? new Set<string>()
    taken.set(space, names.add(o.name))
  }
  return (r, owners) => {
    if (r.kind === 'key' || r.kind === 'index' || r.kind === 'exclusion') return { ...r, name: '' }
    const space = namedInSchema(r)
      ? r.schema
      : r.kind === 'column' && !owners.has(r.table)
        ? r.table
        : undefined
    if (space === undefined || !('name' in r)) return r
    const names = taken.get(space) ?? new Set<string>()
    const name = names.has(r.name) ? freeName(`${r.name}_copy`, names) : r.name
    taken.set(space, names.add(name))
    return { ...r, name }
  }
}

/** Records that mention nothing but each other and what the design holds; what cannot be so is left out. */
const settled = (x: Context, records: readonly DesignRecord[]): readonly DesignRecord[] => {
  const here = new Set<Id>(records.map((r) => r.id))
  for (const r of records) if (isObject(r)) for (const p of partsOf(r as Obj)) here.add(p.id)
  const inDesign = new Set<Id>()
  for (const o of x.compiled.catalog.values()) for (const p of partsOf(o)) inDesign.add(p.id)
  const exists = (id: Id): boolean =>
    here.has(id) ||
    inDesign.has(id) ||
    x.design.records.has(id) ||
    x.compiled.catalog.has(id) ||
    here.has(id.split('/')[0] as Id)
  const named = (r: DesignRecord): readonly Id[] => {
    if (isObject(r)) return mentions(r as Obj)
    if (r.kind === 'use')
      return [...(r.target === undefined ? [] : [r.target]), ...Object.values(r.bind ?? {})]
    return r.kind === 'place' ? [r.of] : r.kind === 'decision' ? [r.use] : []
  }
  const missing = new Set(records.flatMap(named).filter((id) => !exists(id)))
  let kept = records
  for (let before = -1; before !== missing.size; ) {
    before = missing.size
    kept = kept.flatMap((r) => {
      const rest = without(missing, r)
      if (rest !== null && !('blocked' in rest)) return [rest]
      missing.add(r.id)
      return []
    })
  }
  return kept
}

const moved = (r: DesignRecord, dx: number, dy: number): DesignRecord =>
  r.kind === 'place' || r.kind === 'area' || r.kind === 'note' ? { ...r, x: r.x + dx, y: r.y + dy } : r

interface Transplanted {
  readonly changes: readonly Change[]
  /** Objects that mention what is not here, and so are left out. */
  readonly left: readonly DesignRecord[]
}

/** The records as new ones of this design, moved on the canvas, under free names. */
export const transplant = (
  x: Context,
  records: ReadonlyMap<Id, DesignRecord>,
  by: { readonly dx: number; readonly dy: number },
): Transplanted => {
  const ids = newIds(x, records.values())
  const rename = renamer(x)
  const owners = new Set([...ids.values()] as Id[])
  const uses = new Map<string, string>()
  const copies: DesignRecord[] = []
  for (const r of records.values()) {
    if (r.kind !== 'use') continue
    const copy = exchanged(r, ids)
    const id = `${copy.pattern}@${copy.target ?? 'design'}#1` as Id<'use'>
    if (x.design.records.has(id) || (copy.target !== undefined && !owners.has(copy.target))) continue
    uses.set(exchanged(r.id, ids), id)
    copies.push({ ...copy, id })
  }
  const withUses = <T>(value: T): T => {
    let text = JSON.stringify(value)
    for (const [from, to] of uses) if (from !== to) text = text.replaceAll(`"${from}`, `"${to}`)
    return JSON.parse(text) as T
  }
  for (const r of records.values()) {
    if (r.kind === 'use') continue
    const copy = withUses({ ...exchanged(r, ids), id: ids.get(r.id) ?? r.id } as DesignRecord)
    copies.push(moved(rename(copy, owners), by.dx, by.dy))
  }
  const kept = settled(x, copies)
  const here = new Set(kept.map((r) => r.id))
  return { changes: kept.map(change), left: copies.filter((r) => isObject(r) && !here.has(r.id)) }
}
