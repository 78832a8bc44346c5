import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'

/** Names taken in one space. */
export type Space = Map<string, Id>

/** Spaces of one sort by what they belong to. Objects come table by table: the last space is most often the next. */
class Group {
  private readonly spaces = new Map<string, Space>()
  private last: { readonly owner: string; readonly space: Space } | undefined

  at(owner: string): Space {
    if (this.last?.owner === owner) return this.last.space
    const space: Space = this.spaces.get(owner) ?? new Map<string, Id>()
    this.spaces.set(owner, space)
    this.last = { owner, space }
    return space
  }
}

/**
 * The name spaces of PostgreSQL: relations and indexes of a schema share one, relations and types another,
 * columns, constraints, triggers and policies each have one a table.
 */
export class Spaces {
  private readonly columns = new Group()
  private readonly constraints = new Group()
  private readonly triggers = new Group()
  private readonly policies = new Group()
  private readonly relations = new Group()
  private readonly types = new Group()
  private readonly routines = new Group()
  /** What stands in no schema, by kind. */
  private readonly global = new Group()
  private readonly objects: ReadonlyMap<Id, Obj>
  private readonly moved: ReadonlyMap<Id, Id>
  /** `moved`: columns by the table that they came from. Views join the two, so their names stay taken there. */
  constructor(objects: ReadonlyMap<Id, Obj>, moved: ReadonlyMap<Id, Id>) {
    this.objects = objects
    this.moved = moved
  }

  private schemaOf(table: Id): string {
    const t = this.objects.get(table)
    return t && 'schema' in t && t.schema !== undefined ? t.schema : ''
  }

  /** Where the object's name must be free; undefined for what has no name. */
  main(o: Obj): Space | undefined {
    switch (o.kind) {
      case 'column':
        return this.columns.at(o.table)
      case 'check':
      case 'fk':
      case 'key':
      case 'exclusion':
        return this.constraints.at(o.table)
      case 'table':
      case 'partition':
      case 'view':
      case 'matview':
        return this.relations.at(o.schema)
      case 'index':
        return this.relations.at(this.schemaOf(o.table))
      case 'enum':
      case 'domain':
        return this.types.at(o.schema)
      case 'trigger':
        return this.triggers.at(o.table)
      case 'policy':
        return this.policies.at(o.table)
      case 'routine':
        return this.routines.at(`${o.schema}:${o.params.map((p) => JSON.stringify(p.type)).join()}`)
      case 'schema':
      case 'extension':
      case 'role':
        return this.global.at(o.kind)
      case 'grant':
      case 'rows':
        return undefined
    }
  }

  /** Where else it must be free: keys are relations too, and relations are types. */
  also(o: Obj): Space | undefined {
    switch (o.kind) {
      case 'column': {
        const from = this.moved.size > 0 ? this.moved.get(o.id) : undefined
        return from === undefined ? undefined : this.columns.at(from)
      }
      case 'table':
      case 'partition':
      case 'view':
      case 'matview':
        return this.types.at(o.schema)
      case 'key':
      case 'exclusion':
        return this.relations.at(this.schemaOf(o.table))
      default:
        return undefined
    }
  }

  of(o: Obj): readonly Space[] {
    const [main, also] = [this.main(o), this.also(o)]
    return main ? (also ? [main, also] : [main]) : []
  }
}

export const isNamed = (o: Obj): boolean => o.kind !== 'grant' && o.kind !== 'rows'
