import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, partsOf } from '../../catalog/index.ts'
import type { SqlError } from '../../engine/index.ts'
import { namesOf, render } from '../../sql/index.ts'
import { bare } from '../names.ts'

const tableNamed = (catalog: Catalog, error: SqlError, fallback: Id): Id => {
  if (error.table === undefined) return fallback
  for (const o of catalog.values()) {
    if (o.kind !== 'table' || o.name !== error.table) continue
    if (error.schema === undefined || catalog.get(o.schema)?.name === error.schema) return o.id
  }
  return fallback
}

const constraintNamed = (catalog: Catalog, table: Id, wanted: string): Id | undefined => {
  let check: Id | undefined
  for (const o of catalog.values()) {
    const constrains = ['key', 'check', 'exclusion', 'fk', 'index'].includes(o.kind)
    if (constrains && 'table' in o && o.table === table && o.name === wanted) return o.id
    if (o.kind === 'domain') check ??= partsOf(o).find((p) => p.name === wanted)?.id
  }
  return check
}

/** What the server itself calls a partition's index, which no one gave a name. */
const ownName = /_(?:key|idx)\d*$/

/** Whether that can be its name for a key over these columns. */
const isNamedFor = (constraint: string, o: Obj<'key' | 'index'>, columns: readonly string[]): boolean =>
  o.kind === 'key' && o.primary
    ? /_pkey\d*$/.test(constraint)
    : ownName.test(constraint) && constraint.replace(ownName, '').endsWith(`_${columns.join('_')}`)

/**
 * The key of a partitioned table that its partition's index is for: by the columns that the server lists, and where row
 * security keeps it from listing them, by the index's name.
 */
const keyOfPartition = (
  catalog: Catalog,
  table: Id,
  { constraint = '', detail }: SqlError,
): Id | undefined => {
  const t = catalog.get(table)
  if (t?.kind !== 'table' || !t.partitionBy) return undefined
  const list = /^Key \((.*)\)=\(/.exec(detail ?? '')?.[1]
  const names = namesOf(catalog)
  for (const o of catalog.values()) {
    if ((o.kind !== 'key' && o.kind !== 'index') || o.table !== table) continue
    const columns: readonly (Id | undefined)[] =
      o.kind === 'key' ? o.columns : o.unique ? o.elements.map((e) => e.column) : []
    if (columns.length === 0) continue
    const known = columns.flatMap((c) => c ?? [])
    if (known.length < columns.length) continue
    const isIt =
      list === undefined
        ? isNamedFor(
            constraint,
            o,
            known.map((c) => names.name(c)),
          )
        : known.map((c) => bare(names, c)).join(', ') === list
    if (isIt) return o.id
  }
  return undefined
}

const columnsOf = (catalog: Catalog, table: Id): readonly Obj<'column'>[] =>
  [...catalog.values()].filter((o): o is Obj<'column'> => o.kind === 'column' && o.table === table)

/** Columns that a message about a value can mean: of an enum, or of a domain that takes no NULL. */
const suspects = (catalog: Catalog, table: Id, error: SqlError): readonly Id[] => {
  const kind = error.sqlstate === '22P02' ? 'enum' : error.sqlstate === '23502' ? 'domain' : undefined
  return columnsOf(catalog, table).flatMap((c) => {
    const type = isUserType(c.type) ? catalog.get(c.type.type) : undefined
    return type && type.kind === kind && error.message.includes(type.name) ? [c.id] : []
  })
}

/** No partition takes the row: asked before any constraint. */
const isUnrouted = (error: SqlError): boolean =>
  error.sqlstate === '23514' && error.constraint === undefined && error.message.startsWith('no partition of')

/**
 * The constraint of the design that an error names: for NOT NULL and a foreign label the column, for a row without a
 * partition the table. `likely` decides where the error fits several.
 */
export const refusedBy = (
  catalog: Catalog,
  table: Id,
  error: SqlError,
  likely: (column: Id) => boolean = () => false,
): Id | undefined => {
  const of = tableNamed(catalog, error, table)
  if (error.constraint !== undefined) {
    const named = constraintNamed(catalog, of, error.constraint)
    if (named !== undefined) return named
    const key = keyOfPartition(catalog, of, error)
    if (key !== undefined) return key
  }
  if (isUnrouted(error)) return of
  if (error.column !== undefined) return columnsOf(catalog, of).find((c) => c.name === error.column)?.id
  const possible = suspects(catalog, of, error)
  return possible.find(likely) ?? possible[0]
}

const listed = (catalog: Catalog, columns: readonly Id[]): string =>
  columns.map((c) => bare(namesOf(catalog), c)).join(', ')

const inWords = (catalog: Catalog, o: Obj, error: SqlError): string | undefined => {
  switch (o.kind) {
    case 'check':
      return `${o.name} demands ${render(o.expr, namesOf(catalog))}.`
    case 'key':
      return `${o.name}: another row has the same ${listed(catalog, o.columns)}.`
    case 'index':
      return `${o.name}: another row has the same ${listed(
        catalog,
        o.elements.flatMap((e) => e.column ?? []),
      )}.`
    case 'exclusion':
      return `${o.name}: the row conflicts with another one.`
    case 'fk':
      return `${o.name}: ${catalog.get(o.references)?.name ?? 'the parent'} has no row with this ${listed(catalog, o.columns)}.`
    case 'column':
      return error.sqlstate === '23502' ? `${o.name} must not be NULL.` : `${o.name}: ${error.message}.`
    default:
      return undefined
  }
}

/** Why the row was refused, in a sentence that names the constraint and what it demands. */
export const reasonOf = (catalog: Catalog, by: Id | undefined, error: SqlError): string => {
  const o = by === undefined ? undefined : catalog.get(by)
  const words = o && inWords(catalog, o, error)
  return [words ?? error.message, ...(error.detail ? [error.detail] : [])].join(' ')
}
