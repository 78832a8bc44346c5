import { compareIds, compareRanks, type Id } from '../base/index.ts'
import { type Kind, type Obj, type PerKind, visit } from './objects.ts'
import type { Sql, Template } from './sql.ts'
import { type DataType, isUserType } from './types.ts'

const ids = (...parts: readonly (Id | readonly Id[] | undefined)[]): readonly Id[] =>
  parts.flatMap((p) => (p === undefined ? [] : typeof p === 'string' ? [p] : p))
const inSql = (...fragments: readonly (Template | undefined)[]): readonly Id[] =>
  fragments.flatMap((f) => (f ? f.refs.map((r) => r.id) : []))
const inType = (t: DataType): readonly Id[] => (isUserType(t) ? [t.type] : [])
const inElements = (es: readonly { readonly column?: Id<'column'>; readonly expr?: Sql }[]): readonly Id[] =>
  es.flatMap((e) => [...ids(e.column), ...inSql(e.expr)])

const table: PerKind<readonly Id[]> = {
  schema: (o) => ids(o.owner),
  extension: (o) => ids(o.schema),
  role: (o) => ids(o.memberOf),
  enum: (o) => ids(o.schema),
  domain: (o) => [...ids(o.schema), ...inType(o.type), ...inSql(o.default, ...o.checks.map((c) => c.expr))],
  table: (o) => ids(o.schema, o.owner),
  column: (o) => [...ids(o.table), ...inType(o.type), ...inSql(o.default, o.generated?.expr)],
  key: (o) => ids(o.table, o.columns, o.include),
  check: (o) => [...ids(o.table), ...inSql(o.expr)],
  exclusion: (o) => [...ids(o.table), ...inElements(o.elements), ...inSql(o.where)],
  fk: (o) => ids(o.table, o.columns, o.references, o.refColumns, o.setColumns),
  index: (o) => [...ids(o.table, o.include), ...inElements(o.elements), ...inSql(o.where)],
  view: (o) => [...ids(o.schema, o.owner), ...inSql(o.query)],
  matview: (o) => [...ids(o.schema, o.owner), ...inSql(o.query)],
  routine: (o) => [
    ...ids(o.schema, o.owner),
    ...o.params.flatMap((p) => [...inType(p.type), ...inSql(p.default)]),
    ...inSql(o.returns, o.body, ...(o.settings ?? [])),
  ],
  trigger: (o) => [...ids(o.table, o.of, o.routine), ...inSql(o.when)],
  policy: (o) => [...ids(o.table, o.roles), ...inSql(o.using, o.check)],
  grant: (o) => ids(o.on, o.to === 'public' ? undefined : o.to, o.columns),
  rows: (o) => [...ids(o.table, o.columns), ...inSql(...o.values.flat())],
}

/** Every id that the object mentions, itself left out. May repeat. */
export const mentions = (o: Obj): readonly Id[] => visit(table, o)

/** The object that `o` is a part of and dies with: its table, or undefined for what stands alone. */
export const ownerOf = (o: Obj): Id | undefined => {
  if ('table' in o) return o.table
  return o.kind === 'grant' ? o.on : undefined
}

/** The named parts that have ids of their own: enum labels, view columns, parameters, domain checks. */
export const partsOf = (o: Obj): readonly { readonly id: Id; readonly name: string }[] => {
  switch (o.kind) {
    case 'enum':
      return o.labels
    case 'domain':
      return o.checks
    case 'routine':
      return o.params
    case 'view':
    case 'matview':
      return o.columns ?? []
    default:
      return []
  }
}

/** The order of a table's columns. */
export const compareColumns = (a: Obj<'column'>, b: Obj<'column'>): number =>
  compareRanks(a.rank, b.rank) || compareIds(a.id, b.id)

/** All objects of one kind, in id order. */
export const objectsOf = <K extends Kind>(catalog: ReadonlyMap<Id, Obj>, kind: K): readonly Obj<K>[] => {
  const out: Obj[] = []
  for (const o of catalog.values()) if (o.kind === kind) out.push(o)
  return out.sort((a, b) => compareIds(a.id, b.id)) as unknown as readonly Obj<K>[]
}
