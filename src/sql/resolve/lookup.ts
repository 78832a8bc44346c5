import type { Id } from '../../base/index.ts'
import { type DataType, isUserType, type Obj, partsOf } from '../../catalog/index.ts'
import { catalogTypes, columnName } from '../keywords.ts'

/** A column of a table, or an output column of a view. */
export interface Column {
  readonly id: Id
  readonly type?: DataType
}
export type Columns = ReadonlyMap<string, Column>

/** Finds objects by name. A name without a schema is looked for in `public` first, then wherever it is unique. */
export interface Lookup {
  /** A table, view or materialized view. */
  relation(name: string, schema?: string): Id | undefined
  /** Undefined where the columns of the relation are not known by name. */
  columns(relation: Id): Columns | undefined
  type(name: string, schema?: string): Id<'enum' | 'domain'> | undefined
  /** Undefined where there is none, or several of that name. */
  routine(name: string, schema?: string): Id | undefined
  labels(type: Id): ReadonlyMap<string, Id> | undefined
  /** Name of a relation; '' for any other id. */
  nameOf(relation: Id): string
  /** Whether some object or part has the name. */
  knows(name: string): boolean
}

/** Objects by name; several where schemas (or argument types) tell them apart. */
class ByName {
  private readonly map = new Map<string, { readonly id: Id; readonly schema: string }[]>()
  add(o: Obj, schema: string): void {
    const entry = { id: o.id, schema }
    const list = this.map.get(o.name)
    if (list) list.push(entry)
    else this.map.set(o.name, [entry])
  }
  find(name: string, schema?: string): Id | undefined {
    const all = this.map.get(name) ?? []
    const inSchema = all.filter((e) => e.schema === (schema ?? 'public'))
    const found = inSchema.length > 0 || schema !== undefined ? inSchema : all
    return found.length === 1 ? found[0]?.id : undefined
  }
}

const tablesOf = {
  table: 'relation',
  view: 'relation',
  matview: 'relation',
  enum: 'type',
  domain: 'type',
} as const

/** Objects that are looked up inside a relation or nowhere: their names alone mean nothing in a text. */
const silent: ReadonlySet<Obj['kind']> = new Set([
  'role',
  'extension',
  'trigger',
  'policy',
  'grant',
  'rows',
  'schema',
])

class Index implements Lookup {
  private readonly names = { relation: new ByName(), type: new ByName(), routine: new ByName() }
  private readonly byRelation = new Map<Id, Map<string, Column>>()
  private readonly byEnum = new Map<Id, Map<string, Id>>()
  private readonly relations = new Map<Id, string>()
  private readonly known = new Set<string>()

  constructor(objects: readonly Obj[]) {
    const schemas = new Map(objects.flatMap((o) => (o.kind === 'schema' ? [[o.id, o.name] as const] : [])))
    for (const o of objects) {
      if (!silent.has(o.kind)) this.known.add(o.name)
      if (o.kind !== 'enum' && o.kind !== 'routine') for (const p of partsOf(o)) this.known.add(p.name)
      const place =
        o.kind === 'routine' ? 'routine' : o.kind in tablesOf ? tablesOf[o.kind as 'table'] : undefined
      if (place && 'schema' in o && o.schema) this.names[place].add(o, schemas.get(o.schema) ?? '')
      if (place === 'relation') this.relations.set(o.id, o.name)
      this.addColumns(o)
    }
  }

  private addColumns(o: Obj): void {
    if (o.kind === 'column') this.columnsOf(o.table).set(o.name, { id: o.id, type: o.type })
    else if (o.kind === 'enum') this.byEnum.set(o.id, new Map(o.labels.map((l) => [l.name, l.id])))
    else if (o.kind === 'view' || o.kind === 'matview')
      for (const c of o.columns ?? []) this.columnsOf(o.id).set(c.name, { id: c.id })
  }

  private columnsOf(relation: Id): Map<string, Column> {
    const found = this.byRelation.get(relation) ?? new Map<string, Column>()
    this.byRelation.set(relation, found)
    return found
  }

  relation(name: string, schema?: string): Id | undefined {
    return this.names.relation.find(name, schema)
  }
  columns(relation: Id): Columns | undefined {
    return this.byRelation.get(relation)
  }
  type(name: string, schema?: string): Id<'enum' | 'domain'> | undefined {
    return this.names.type.find(name, schema) as Id<'enum' | 'domain'> | undefined
  }
  routine(name: string, schema?: string): Id | undefined {
    return this.names.routine.find(name, schema)
  }
  labels(type: Id): ReadonlyMap<string, Id> | undefined {
    return this.byEnum.get(type)
  }
  nameOf(relation: Id): string {
    return this.relations.get(relation) ?? ''
  }
  knows(name: string): boolean {
    return this.known.has(name)
  }
}

/** Indexes objects, of a design or a catalog, by their names. */
export const lookupOf = (objects: Iterable<Obj>): Lookup => new Index([...objects])

/** The enum that a bare or array type names; undefined for any other. */
export const enumOf = (type: DataType | undefined, lookup: Lookup): ReadonlyMap<string, Id> | undefined =>
  type && isUserType(type) ? lookup.labels(type.type) : undefined

/** Whether an unquoted, unqualified type name means PostgreSQL's own type. */
export const isCatalogType = (name: string): boolean => catalogTypes.has(name) || columnName.has(name)
