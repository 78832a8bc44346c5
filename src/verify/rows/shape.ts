import type { Id } from '../../base/index.ts'
import { compareIds, compareRanks } from '../../base/index.ts'
import {
  type BuiltIn,
  type Catalog,
  type DataType,
  isUserType,
  type Kind,
  type Obj,
  type Sql,
} from '../../catalog/index.ts'
import { type Expr, parseExpr, type Token, tokensOf } from '../expr/index.ts'
import { partitionRule } from './partitions.ts'

/** A column with its type resolved through domains. */
export interface ColumnShape {
  readonly column: Obj<'column'>
  /** Undefined for an enum. */
  readonly type: BuiltIn | undefined
  readonly labels: readonly string[] | undefined
  /** NULL is refused. */
  readonly required: boolean
  /** The server has a value of its own when the row gives none. */
  readonly filled: boolean
  /** The default, where it is a fragment. */
  readonly fallback: Sql | undefined
}
/** A condition on one row: a CHECK, or a domain's check on one column. */
export interface CheckRule {
  /** The constraint; for a domain the check's own id. */
  readonly id: Id
  readonly columns: readonly Id<'column'>[]
  /** Absent where the expression could not be read. */
  readonly expr?: Expr
  readonly tokens: readonly Token[]
  /** The column that `value` stands for. */
  readonly value?: Id<'column'>
}
export interface UniqueRule {
  readonly id: Id
  readonly columns: readonly Id<'column'>[]
  readonly where?: Sql
  readonly nullsNotDistinct: boolean
  readonly primary: boolean
}
export interface TableShape {
  readonly table: Obj<'table'>
  readonly columns: readonly ColumnShape[]
  readonly byId: ReadonlyMap<Id, ColumnShape>
  readonly primary: Obj<'key'> | undefined
  readonly checks: readonly CheckRule[]
  readonly uniques: readonly UniqueRule[]
  readonly fks: readonly Obj<'fk'>[]
  readonly exclusions: readonly Obj<'exclusion'>[]
  /** Reference rows that the design puts into the table. */
  readonly rows: readonly Obj<'rows'>[]
}

interface Resolved {
  readonly type?: BuiltIn
  readonly labels?: readonly string[]
  readonly domains: readonly Obj<'domain'>[]
}

const resolve = (catalog: Catalog, type: DataType, seen: readonly Obj<'domain'>[] = []): Resolved => {
  if (!isUserType(type)) return { type, domains: seen }
  const o = catalog.get(type.type)
  if (type.dims) return { type: { base: 'text', dims: type.dims }, domains: seen }
  if (o?.kind === 'enum') return { labels: o.labels.map((l) => l.name), domains: seen }
  return o?.kind === 'domain' && !seen.includes(o)
    ? resolve(catalog, o.type, [...seen, o])
    : { domains: seen }
}

const columnShape = (column: Obj<'column'>, r: Resolved, primary: Obj<'key'> | undefined): ColumnShape => {
  const fallback = column.default ?? r.domains.find((d) => d.default)?.default
  return {
    column,
    type: r.type,
    labels: r.labels,
    required:
      column.notNull === true ||
      column.identity !== undefined ||
      primary?.columns.includes(column.id) === true ||
      r.domains.some((d) => d.notNull),
    filled: fallback !== undefined || column.identity !== undefined || column.generated !== undefined,
    fallback,
  }
}

const rule = (id: Id, expr: Sql, columns: readonly Obj<'column'>[], value?: Id<'column'>): CheckRule => {
  const tokens = tokensOf(expr)
  const tree = tokens && parseExpr(tokens)
  const named = new Set((tokens ?? []).flatMap((t) => (t.t === 'word' ? [t.v] : [])))
  const mentioned = value
    ? [value]
    : columns.filter((c) => expr.refs.some((r) => r.id === c.id) || named.has(c.name)).map((c) => c.id)
  return {
    id,
    columns: mentioned,
    tokens: tokens ?? [],
    ...(tree ? { expr: tree } : {}),
    ...(value ? { value } : {}),
  }
}

const elementColumns = (o: Obj<'index'>): readonly Id<'column'>[] =>
  o.elements.flatMap((e) => (e.column ? [e.column] : (e.expr?.refs ?? []).map((r) => r.id as Id<'column'>)))

const uniqueOf = (o: Obj<'key' | 'index'>): UniqueRule => ({
  id: o.id,
  columns: o.kind === 'key' ? o.columns : elementColumns(o),
  nullsNotDistinct: o.nullsNotDistinct === true || (o.kind === 'key' && o.primary === true),
  primary: o.kind === 'key' && o.primary === true,
  ...(o.kind === 'index' && o.where ? { where: o.where } : {}),
})

type OfTable = { readonly [K in Kind]?: Obj<K>[] }

const build = (catalog: Catalog, table: Obj<'table'>, of: OfTable): TableShape => {
  const primary = of.key?.find((k) => k.primary)
  const drawn = [...(of.column ?? [])].sort((a, b) => compareRanks(a.rank, b.rank) || compareIds(a.id, b.id))
  const resolved = drawn.map((c) => ({ c, r: resolve(catalog, c.type) }))
  const columns = resolved.map(({ c, r }) => columnShape(c, r, primary))
  const domainChecks = resolved.flatMap(({ c, r }) =>
    r.domains.flatMap((d) => d.checks.map((k) => rule(k.id, k.expr, drawn, c.id))),
  )
  const stored = partitionRule(table, of.partition ?? [])
  const partitions = stored && of.partition?.[0] ? [rule(of.partition[0].id, stored, drawn)] : []
  return {
    table,
    columns,
    byId: new Map(columns.map((c) => [c.column.id, c])),
    primary,
    checks: [...(of.check ?? []).map((k) => rule(k.id, k.expr, drawn)), ...domainChecks, ...partitions],
    uniques: [
      ...(primary ? [primary] : []),
      ...(of.key ?? []).filter((k) => !k.primary),
      ...(of.index ?? []).filter((i) => i.unique),
    ].map(uniqueOf),
    fks: of.fk ?? [],
    exclusions: of.exclusion ?? [],
    rows: of.rows ?? [],
  }
}

const cache = new WeakMap<Catalog, ReadonlyMap<Id, TableShape>>()

const buildAll = (catalog: Catalog): ReadonlyMap<Id, TableShape> => {
  const groups = new Map<Id, Record<string, Obj[]>>()
  const all = [...catalog.values()].sort((a, b) => compareIds(a.id, b.id))
  for (const o of all) {
    if (!('table' in o)) continue
    const group = groups.get(o.table) ?? {}
    groups.set(o.table, group)
    const list = group[o.kind] ?? []
    group[o.kind] = list
    list.push(o)
  }
  const tables = all.filter((o) => o.kind === 'table')
  return new Map(tables.map((t) => [t.id, build(catalog, t, (groups.get(t.id) ?? {}) as OfTable)]))
}

/** The condition of a partial index, to be worked out like a check. */
export const conditionRule = (shape: TableShape, id: Id, where: Sql): CheckRule =>
  rule(
    id,
    where,
    shape.columns.map((c) => c.column),
  )

/** Index of a column in a list; -1 where it is not in it. */
export const placeOf = (columns: readonly Id[], column: Id): number => columns.indexOf(column)

/** The column that a foreign key's column refers to. */
export const referenced = (fk: Obj<'fk'>, column: Id): Id<'column'> | undefined =>
  fk.refColumns[placeOf(fk.columns, column)]

/** What the generator needs to know of a table; undefined where the catalog has no such table. */
export const tableShape = (catalog: Catalog, table: Id): TableShape | undefined => {
  const known = cache.get(catalog) ?? buildAll(catalog)
  cache.set(catalog, known)
  return known.get(table)
}
