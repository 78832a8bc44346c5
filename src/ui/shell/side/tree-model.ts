import {
  type Catalog,
  type Compiled,
  type Id,
  type Kind,
  knownChanges,
  type Obj,
} from '../../../store/index.ts'

/** One line of the list. Sections fold; objects are selected. */
export type TreeRow =
  | {
      readonly row: 'section'
      readonly key: string
      /** The schema that the section is of, if any. */
      readonly id?: Id
      readonly label: string
      readonly count: number
      readonly open: boolean
    }
  | {
      readonly row: 'object'
      readonly key: string
      readonly id: Id
      readonly kind: Kind
      readonly label: string
      /** Set where a pattern made it: the pattern's title. */
      readonly madeBy?: string
      /** It was drawn, and is not in the DDL. */
      readonly leftOut: boolean
      readonly companion: boolean
    }

interface Section {
  readonly key: string
  readonly label: string
  readonly objects: readonly Obj[]
}

const byName = (a: Obj, b: Obj): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

const relations: readonly Kind[] = ['table', 'view', 'matview']
const others: readonly (readonly [string, string, readonly Kind[]])[] = [
  ['types', 'Types', ['enum', 'domain']],
  ['routines', 'Routines', ['routine']],
  ['roles', 'Roles', ['role']],
  ['extensions', 'Extensions', ['extension']],
]

const listed: ReadonlySet<Kind> = new Set(['schema', ...relations, ...others.flatMap(([, , kinds]) => kinds)])

/**
 * The list without a query says the same of both: what differs is not on it, as columns are not, whose names come with
 * every key of who types one.
 */
export const sameListed = (before: Compiled, now: Compiled): boolean => {
  if (before.uses !== now.uses || before.traits.beside !== now.traits.beside) return false
  const [out, outNow] = [before, now].map((c) => [...c.leftOut.values()].filter((o) => listed.has(o.kind)))
  if (out?.length !== outNow?.length || out?.some((o) => now.leftOut.get(o.id) !== o)) return false
  const changed = knownChanges(before.catalog, now.catalog)
  const isListed = (id: Id): boolean => {
    const o = now.catalog.get(id)
    return o === undefined || listed.has(o.kind)
  }
  return changed !== undefined && ![...changed].some(isListed)
}

const sections = ({ catalog, leftOut }: Compiled): readonly Section[] => {
  const byKind = new Map<Kind, Obj[]>()
  const bySchema = new Map<Id, Obj[]>()
  for (const o of [...catalog.values(), ...leftOut.values()]) {
    const kind = byKind.get(o.kind)
    if (kind) kind.push(o)
    else byKind.set(o.kind, [o])
    if (!relations.includes(o.kind) || !('schema' in o) || o.schema === undefined) continue
    const schema = bySchema.get(o.schema)
    if (schema) schema.push(o)
    else bySchema.set(o.schema, [o])
  }
  const schemas = [...(byKind.get('schema') ?? [])].sort(byName)
  return [
    ...schemas.map((s) => ({ key: s.id, label: s.name, objects: (bySchema.get(s.id) ?? []).sort(byName) })),
    ...others.map(([key, label, kinds]) => ({
      key,
      label,
      objects: kinds.flatMap((k) => byKind.get(k) ?? []).sort(byName),
    })),
  ]
}

interface TreeInput {
  readonly compiled: Compiled
  readonly query: string
  readonly folded: ReadonlySet<string>
  readonly hideCompanions: boolean
}

const columnTables = (catalog: Catalog, query: string): ReadonlySet<Id> => {
  const tables = new Set<Id>()
  for (const o of catalog.values())
    if (o.kind === 'column' && o.name.toLowerCase().includes(query)) tables.add(o.table)
  return tables
}

/** The lines of the list. With a query, tables that have a matching column stay too, and nothing is folded. */
export const treeOf = ({ compiled, query, folded, hideCompanions }: TreeInput): readonly TreeRow[] => {
  const { catalog, leftOut, traits, uses } = compiled
  const wanted = query.trim().toLowerCase()
  const withColumn = wanted === '' ? undefined : columnTables(catalog, wanted)
  const shown = (o: Obj): boolean => {
    if (hideCompanions && o.kind === 'table' && traits.beside.has(o.id)) return false
    return withColumn === undefined || o.name.toLowerCase().includes(wanted) || withColumn.has(o.id)
  }
  return sections(compiled).flatMap((s): readonly TreeRow[] => {
    const objects = s.objects.filter(shown)
    const id = catalog.get(s.key as Id)?.id
    if (objects.length === 0 && (withColumn || !id)) return []
    const open = withColumn !== undefined || !folded.has(s.key)
    const of = id ? { id } : {}
    const head: TreeRow = { row: 'section', key: s.key, ...of, label: s.label, count: objects.length, open }
    if (!open) return [head]
    const rows = objects.map((o): TreeRow => {
      const madeBy = o.why ? uses.get(o.why.use)?.pattern.manifest.title : undefined
      return {
        row: 'object',
        key: o.id,
        id: o.id,
        kind: o.kind,
        label: o.name,
        leftOut: leftOut.has(o.id),
        companion: o.kind === 'table' && traits.beside.has(o.id),
        ...(madeBy ? { madeBy } : {}),
      }
    })
    return [head, ...rows]
  })
}

const sameRow = (a: TreeRow, b: TreeRow): boolean => {
  const keys = Object.keys(a) as readonly (keyof TreeRow)[]
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k])
}

/** The new lines, each that says what it said before being the line of before. */
export const shared = (before: readonly TreeRow[], rows: readonly TreeRow[]): readonly TreeRow[] => {
  const old = new Map(before.map((r) => [r.key, r]))
  return rows.map((r) => {
    const known = old.get(r.key)
    return known && sameRow(known, r) ? known : r
  })
}
