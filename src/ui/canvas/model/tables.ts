import type { Id, Obj } from '../../../store/index.ts'
import { type Facts, typeText } from './facts.ts'
import type { Badge, BoxView, RowView, TableView } from './views.ts'

/** Longer tables fold to this many rows. */
export const foldAfter = 12
const boxLines = 8

interface Keys {
  readonly primary: ReadonlySet<Id>
  readonly foreign: ReadonlySet<Id>
  readonly keyed: ReadonlySet<Id>
  readonly unique: ReadonlyMap<Id, 'all' | 'some'>
}

const keysOf = (f: Facts, table: Id): Keys => {
  const primary = new Set<Id>()
  const keyed = new Set<Id>()
  const unique = new Map<Id, 'all' | 'some'>()
  for (const i of f.owned.index.get(table) ?? []) {
    const only = i.elements.length === 1 ? i.elements[0]?.column : undefined
    if (i.unique && only !== undefined) unique.set(only, i.where ? 'some' : 'all')
  }
  for (const k of f.owned.key.get(table) ?? []) {
    for (const c of k.columns) {
      keyed.add(c)
      if (k.primary) primary.add(c)
    }
    const [only] = k.columns
    if (only !== undefined && k.columns.length === 1 && !k.primary) unique.set(only, 'all')
  }
  const foreign = new Set((f.owned.fk.get(table) ?? []).flatMap((fk) => fk.columns))
  return { primary, keyed, unique, foreign }
}

const rowOf = (f: Facts, keys: Keys, c: Obj<'column'>, made: Badge | undefined): RowView => {
  const unique = keys.unique.get(c.id) ?? (f.single.has(c.id) ? 'some' : undefined)
  const by = f.badgeOf(c.why?.use)
  // In a table that the same pattern made, a sign on every row would tell nothing.
  const added = by && by.pattern !== made?.pattern ? by : undefined
  const mark = f.marks.get(c.id)
  return {
    id: c.id,
    name: c.name,
    type: typeText(c.type, f.catalog),
    primary: keys.primary.has(c.id),
    foreign: keys.foreign.has(c.id),
    notNull: c.notNull === true || keys.primary.has(c.id),
    ...(unique ? { unique } : {}),
    ...(added ? { added } : {}),
    ...(mark ? { mark } : {}),
  }
}

/** Which columns a folded table shows: every key, what is selected, then from the top while there is room. */
const shownOf = (
  columns: readonly Obj<'column'>[],
  keys: Keys,
  picked: ReadonlySet<Id>,
): readonly Obj<'column'>[] => {
  const must = (c: Obj<'column'>) => keys.keyed.has(c.id) || keys.foreign.has(c.id) || picked.has(c.id)
  let left = foldAfter - columns.filter(must).length
  return columns.filter((c) => must(c) || left-- > 0)
}

const schemaName = (f: Facts, schema: Id): { readonly schema?: string } =>
  schema === f.settings?.schema ? {} : { schema: f.catalog.get(schema)?.name ?? '' }

export const tableView = (f: Facts, t: Obj<'table'>, picked: ReadonlySet<Id>): TableView => {
  const columns = f.columns.get(t.id) ?? []
  const keys = keysOf(f, t.id)
  const place = f.places.get(t.id)
  // A single hidden row would save nothing: its foot is as high.
  const foldable = columns.length > foldAfter + 1
  const shown = foldable && place?.folded !== false ? shownOf(columns, keys, picked) : columns
  const mark = f.marks.get(t.id)
  const made = f.badgeOf(t.why?.use)
  return {
    kind: 'table',
    id: t.id,
    name: t.name,
    ...schemaName(f, t.schema),
    ...(place?.hue === undefined ? {} : { hue: place.hue }),
    rows: shown.map((c) => rowOf(f, keys, c, made)),
    hidden: columns.length - shown.length,
    foldable,
    badges: f.badges.get(t.id) ?? [],
    ...(mark ? { mark } : {}),
    ...(made ? { made } : {}),
  }
}

const linesOf = (f: Facts, o: Obj<'view' | 'matview' | 'enum' | 'domain'>): readonly string[] => {
  if (o.kind === 'enum') return o.labels.map((l) => l.name)
  if (o.kind === 'domain')
    return [
      typeText(o.type, f.catalog) + (o.notNull ? ' not null' : ''),
      ...o.checks.map((c) => c.name || 'check'),
    ]
  return (o.columns ?? []).map((c) => c.name)
}

export const boxView = (f: Facts, o: Obj<'view' | 'matview' | 'enum' | 'domain'>): BoxView => {
  const lines = linesOf(f, o)
  const hue = f.places.get(o.id)?.hue
  const made = f.badgeOf(o.why?.use)
  return {
    kind: o.kind,
    id: o.id,
    name: o.name,
    ...schemaName(f, o.schema),
    ...(hue === undefined ? {} : { hue }),
    lines: lines.slice(0, boxLines),
    hidden: Math.max(0, lines.length - boxLines),
    ...(made ? { made } : {}),
  }
}
