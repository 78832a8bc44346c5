import { compareIds, compareRanks, type Id } from '../base/index.ts'
import type { Kind, Obj, Part } from './objects.ts'
import type { Sql, Template } from './sql.ts'
import { type DataType, isUserType } from './types.ts'

/** `as` says of what kind the object must be; what an expression mentions may be anything. */
export type See = (id: Id, as?: Kind | readonly Kind[]) => void
type One = Id | undefined
type Many = readonly Id[] | undefined

const relations: readonly Kind[] = ['table', 'view', 'matview']
const indexed: readonly Kind[] = ['table', 'matview']
const userTypes: readonly Kind[] = ['enum', 'domain']
const granted: readonly Kind[] = ['schema', ...relations, 'routine', ...userTypes]

const each = (see: See, list: Many, as: Kind = 'column'): void => {
  if (list) for (const id of list) see(id, as)
}
const one = (see: See, id: One, as: Kind): void => {
  if (id !== undefined) see(id, as)
}
const inSql = (see: See, fragment: Template | undefined): void => {
  if (fragment) for (const r of fragment.refs) see(r.id)
}
const inType = (see: See, t: DataType): void => {
  if (isUserType(t)) see(t.type, userTypes)
}
const inElements = (
  see: See,
  es: readonly { readonly column?: Id<'column'>; readonly expr?: Sql }[],
): void => {
  for (const e of es) {
    one(see, e.column, 'column')
    inSql(see, e.expr)
  }
}

const table: { readonly [K in Kind]: (o: Obj<K>, see: See) => void } = {
  schema: (o, see) => one(see, o.owner, 'role'),
  extension: (o, see) => one(see, o.schema, 'schema'),
  role: (o, see) => each(see, o.memberOf, 'role'),
  enum: (o, see) => see(o.schema, 'schema'),
  domain: (o, see) => {
    see(o.schema, 'schema')
    inType(see, o.type)
    inSql(see, o.default)
    for (const c of o.checks) inSql(see, c.expr)
  },
  table: (o, see) => {
    see(o.schema, 'schema')
    one(see, o.owner, 'role')
    if (o.partitionBy) inElements(see, o.partitionBy.keys)
  },
  column: (o, see) => {
    see(o.table, 'table')
    inType(see, o.type)
    inSql(see, o.default)
    inSql(see, o.generated?.expr)
  },
  key: (o, see) => {
    see(o.table, 'table')
    each(see, o.columns)
    each(see, o.include)
  },
  check: (o, see) => {
    see(o.table, 'table')
    inSql(see, o.expr)
  },
  exclusion: (o, see) => {
    see(o.table, 'table')
    inElements(see, o.elements)
    inSql(see, o.where)
  },
  fk: (o, see) => {
    see(o.table, 'table')
    each(see, o.columns)
    see(o.references, 'table')
    each(see, o.refColumns)
    each(see, o.setColumns)
  },
  index: (o, see) => {
    see(o.table, indexed)
    each(see, o.include)
    inElements(see, o.elements)
    inSql(see, o.where)
  },
  view: (o, see) => {
    see(o.schema, 'schema')
    one(see, o.owner, 'role')
    inSql(see, o.query)
  },
  matview: (o, see) => {
    see(o.schema, 'schema')
    one(see, o.owner, 'role')
    inSql(see, o.query)
  },
  routine: (o, see) => {
    see(o.schema, 'schema')
    one(see, o.owner, 'role')
    for (const p of o.params) {
      inType(see, p.type)
      inSql(see, p.default)
    }
    inSql(see, o.returns)
    inSql(see, o.body)
    for (const s of o.settings ?? []) inSql(see, s)
  },
  trigger: (o, see) => {
    see(o.table, relations)
    each(see, o.of)
    see(o.routine, 'routine')
    inSql(see, o.when)
  },
  policy: (o, see) => {
    see(o.table, 'table')
    each(see, o.roles, 'role')
    inSql(see, o.using)
    inSql(see, o.check)
  },
  grant: (o, see) => {
    see(o.on, granted)
    if (o.to !== 'public') see(o.to, 'role')
    each(see, o.columns)
  },
  partition: (o, see) => {
    see(o.schema, 'schema')
    see(o.table, 'table')
    for (const list of [o.from, o.to, o.in]) for (const value of list ?? []) inSql(see, value)
  },
  rows: (o, see) => {
    see(o.table, 'table')
    each(see, o.columns)
    for (const row of o.values) for (const v of row) inSql(see, v)
  },
}

/** Calls `see` with every id that the object mentions, and what must be there. Ids may repeat. */
export const eachMention = (o: Obj, see: See): void => (table[o.kind] as (o: Obj, see: See) => void)(o, see)

/** Every id that the object mentions, itself left out. May repeat. */
export const mentions = (o: Obj): readonly Id[] => {
  const out: Id[] = []
  eachMention(o, (id) => out.push(id))
  return out
}

/** The object that `o` is a part of and dies with: its table, or undefined for what stands alone. */
export const ownerOf = (o: Obj): Id | undefined => {
  if ('table' in o) return o.table
  return o.kind === 'grant' ? o.on : undefined
}

const none: readonly Part[] = []

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
      return o.columns ?? none
    default:
      return none
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
