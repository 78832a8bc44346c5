import type { Id } from '../base/index.ts'
import { type Catalog, type DataType, isUserType, type Obj, rawSql } from '../catalog/index.ts'
import { elementText, type Names, namesOf } from '../sql/index.ts'

/** Modifiers that a type has when none are written, or that the server adds. */
const withMods = (t: DataType): DataType => {
  if (isUserType(t)) return t
  const only = t.mods?.[0]
  if ((t.base === 'char' || t.base === 'bit') && !t.mods) return { ...t, mods: [1] }
  if (t.base === 'numeric' && t.mods?.length === 1 && only !== undefined) return { ...t, mods: [only, 0] }
  return t
}

const primaryColumns = (catalog: Catalog): ReadonlySet<Id> => {
  const keys = [...catalog.values()].filter((o) => o.kind === 'key' && o.primary)
  return new Set(keys.flatMap((k) => (k.kind === 'key' ? k.columns : [])))
}

const column = (c: Obj<'column'>, primary: ReadonlySet<Id>): Obj<'column'> => {
  const { notNull, ...rest } = c
  const never = notNull || primary.has(c.id) || c.identity !== undefined
  return { ...rest, type: withMods(c.type), ...(never ? { notNull: true } : {}) }
}

const onTable = ['delete', 'insert', 'maintain', 'references', 'select', 'trigger', 'truncate', 'update']
const every: Readonly<Record<string, readonly string[]>> = {
  schema: ['create', 'usage'],
  table: onTable,
  view: onTable,
  matview: onTable,
  routine: ['execute'],
  enum: ['usage'],
  domain: ['usage'],
}
const onColumns = ['insert', 'references', 'select', 'update']

const privileges = (g: Obj<'grant'>, catalog: Catalog): readonly string[] =>
  g.privileges.flatMap((p) => {
    const name = p.toLowerCase()
    if (name !== 'all' && name !== 'all privileges') return [name]
    return g.columns ? onColumns : (every[catalog.get(g.on)?.kind ?? ''] ?? [])
  })

/** One grant a privilege and column: the server does not keep how they were grouped. */
const grants = (g: Obj<'grant'>, catalog: Catalog): readonly Obj<'grant'>[] =>
  privileges(g, catalog).flatMap((p): readonly Obj<'grant'>[] => {
    const one = { ...g, privileges: [p], name: '' }
    return g.columns ? g.columns.map((c) => ({ ...one, columns: [c] })) : [one]
  })

/** PostgreSQL gives EXECUTE on routines and USAGE on types to PUBLIC by itself, unless it was taken away. */
const isDefault = (g: Obj<'grant'>, catalog: Catalog): boolean => {
  const on = catalog.get(g.on)
  if (g.to !== 'public') return false
  if (on?.kind === 'routine') return true
  return (
    on?.kind === 'enum' ||
    on?.kind === 'domain' ||
    (on?.kind === 'schema' && on.name === 'public' && g.privileges[0] === 'usage')
  )
}

const withoutEmpty = <T extends Obj>(o: T): T =>
  Object.fromEntries(
    Object.entries(o).filter(([k, v]) => k === 'name' || (v !== undefined && v !== false && v !== '')),
  ) as unknown as T

/** Items of an index on a materialized view name its output columns, which no id of a table's column stands for. */
const byOutput = (i: Obj<'index'>, catalog: Catalog, names: () => Names): Obj<'index'> => {
  if (catalog.get(i.table)?.kind !== 'matview') return i
  const elements = i.elements.map(({ order, nulls, ...e }) => ({
    expr: rawSql(elementText(e, names()).replace(/^\((.*)\)$/, '$1')),
    ...(order ? { order } : {}),
    ...(nulls ? { nulls } : {}),
  }))
  return { ...i, elements }
}

/** The objects as the server would keep them: what is spelled out and what goes without saying made alike. */
export const normalised = (catalog: Catalog): readonly Obj[] => {
  const primary = primaryColumns(catalog)
  let known: Names | undefined
  const names = (): Names => {
    known ??= namesOf(catalog)
    return known
  }
  return [...catalog.values()].flatMap((o): readonly Obj[] => {
    switch (o.kind) {
      case 'rows':
        return []
      case 'column':
        return [withoutEmpty(column(o, primary))]
      case 'domain':
        return [
          withoutEmpty({
            ...o,
            type: withMods(o.type),
            checks: [...o.checks].sort((x, y) => (x.name < y.name ? -1 : 1)),
          }),
        ]
      case 'index':
        return [withoutEmpty(byOutput(o, catalog, names))]
      case 'grant':
        return grants(o, catalog).filter((g) => !isDefault(g, catalog))
      default:
        return [withoutEmpty(o)]
    }
  })
}
