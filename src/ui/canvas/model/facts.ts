import {
  type Catalog,
  compareRanks,
  type DataType,
  type Id,
  type Obj,
  type OpenDesign,
  type PlaceRecord,
  type Problem,
  type SettingsRecord,
} from '../../../store/index.ts'
import type { Badge, Mark } from './views.ts'

type Owned = 'key' | 'fk' | 'index'
/** One pass over the catalog: what a table's picture needs, by table. */
export interface Facts {
  readonly catalog: Catalog
  readonly tables: readonly Obj<'table'>[]
  readonly boxes: readonly Obj<'view' | 'matview' | 'enum' | 'domain'>[]
  readonly columns: ReadonlyMap<Id, readonly Obj<'column'>[]>
  readonly owned: { readonly [K in Owned]: ReadonlyMap<Id, readonly Obj<K>[]> }
  readonly fks: readonly Obj<'fk'>[]
  readonly places: ReadonlyMap<Id, PlaceRecord>
  readonly settings: SettingsRecord | undefined
  /** Columns drawn as unique by themselves, whatever patterns make of that. */
  readonly single: ReadonlySet<Id>
  readonly marks: ReadonlyMap<Id, Mark>
  readonly badges: ReadonlyMap<Id, readonly Badge[]>
  badgeOf(use: Id | undefined): Badge | undefined
}

const push = <T>(map: Map<Id, T[]>, key: Id, value: T): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const byRank = (a: Obj<'column'>, b: Obj<'column'>): number =>
  compareRanks(a.rank, b.rank) || (a.id < b.id ? -1 : 1)

/** Worst mark by object; a table is marked for whatever is part of it. */
const marksOf = (catalog: Catalog, problems: readonly Problem[]): ReadonlyMap<Id, Mark> => {
  const marks = new Map<Id, Mark>()
  const mark = (id: Id, m: Mark) => {
    if (marks.get(id) !== 'error') marks.set(id, m)
  }
  for (const p of problems) {
    if (p.severity === 'info') continue
    for (const id of p.objects) {
      mark(id, p.severity)
      const o = catalog.get(id)
      if (o && 'table' in o) mark(o.table, p.severity)
    }
  }
  return marks
}

const badgesOf = (open: OpenDesign): ReadonlyMap<Id, readonly Badge[]> => {
  const badges = new Map<Id, Badge[]>()
  for (const { pattern, use } of open.compiled.uses.values()) {
    const { manifest } = pattern
    if (manifest.scope === 'design' || !open.compiled.catalog.has(use.table)) continue
    const badge: Badge = { pattern: manifest.name, glyph: manifest.glyph, title: manifest.title }
    if (!badges.get(use.table)?.some((b) => b.pattern === badge.pattern)) push(badges, use.table, badge)
  }
  return badges
}

/** Reads the open design once. */
export const factsOf = (open: OpenDesign, problems: readonly Problem[]): Facts => {
  const { catalog, uses } = open.compiled
  const tables: Obj<'table'>[] = []
  const boxes: Obj<'view' | 'matview' | 'enum' | 'domain'>[] = []
  const fks: Obj<'fk'>[] = []
  const columns = new Map<Id, Obj<'column'>[]>()
  const owned = {
    key: new Map<Id, Obj<'key'>[]>(),
    fk: new Map<Id, Obj<'fk'>[]>(),
    index: new Map<Id, Obj<'index'>[]>(),
  }
  for (const o of catalog.values()) {
    if (o.kind === 'column') push(columns, o.table, o)
    else if (o.kind === 'table') tables.push(o)
    else if (o.kind === 'view' || o.kind === 'matview' || o.kind === 'enum' || o.kind === 'domain')
      boxes.push(o)
    else if (o.kind === 'key') push(owned.key, o.table, o)
    else if (o.kind === 'index') push(owned.index, o.table, o)
    else if (o.kind === 'fk') {
      fks.push(o)
      push(owned.fk, o.table, o)
    }
  }
  for (const list of columns.values()) list.sort(byRank)
  const places = new Map<Id, PlaceRecord>()
  const single = new Set<Id>()
  let settings: SettingsRecord | undefined
  for (const r of open.design.records.values()) {
    if (r.kind === 'place') places.set(r.of, r)
    else if (r.kind === 'settings') settings = r
    else if (r.kind === 'key' && !r.primary && r.columns.length === 1)
      for (const c of r.columns) single.add(c)
  }
  return {
    catalog,
    tables,
    boxes,
    columns,
    owned,
    fks,
    places,
    settings,
    single,
    marks: marksOf(catalog, problems),
    badges: badgesOf(open),
    badgeOf: (id) => {
      const active = id === undefined ? undefined : uses.get(id)
      if (!active) return undefined
      const { name, glyph, title } = active.pattern.manifest
      return { pattern: name, glyph, title }
    },
  }
}

/** A type as people write it. */
export const typeText = (type: DataType, catalog: Catalog): string => {
  const dims = '[]'.repeat(type.dims ?? 0)
  if ('type' in type) return (catalog.get(type.type)?.name ?? '?') + dims
  const mods = type.mods && type.mods.length > 0 ? `(${type.mods.join(',')})` : ''
  return type.base + mods + dims
}
