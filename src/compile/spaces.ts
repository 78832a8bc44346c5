import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'

/** Names taken in one space. */
export type Space = Map<string, Id>
type Group = Map<string, Space>

const at = (group: Group, owner: string): Space => {
  const known = group.get(owner)
  if (known) return known
  const space: Space = new Map()
  group.set(owner, space)
  return space
}

/**
 * The name spaces of PostgreSQL: relations and indexes of a schema share one, relations and types another,
 * columns, constraints, triggers and policies each have one a table.
 */
export class Spaces {
  private readonly columns: Group = new Map()
  private readonly constraints: Group = new Map()
  private readonly triggers: Group = new Map()
  private readonly policies: Group = new Map()
  private readonly relations: Group = new Map()
  private readonly types: Group = new Map()
  private readonly routines: Group = new Map()
  /** What stands in no schema, by kind. */
  private readonly global: Group = new Map()
  private readonly objects: ReadonlyMap<Id, Obj>
  constructor(objects: ReadonlyMap<Id, Obj>) {
    this.objects = objects
  }

  private schemaOf(table: Id): string {
    const t = this.objects.get(table)
    return t && 'schema' in t && t.schema !== undefined ? t.schema : ''
  }

  /** Where the object's name must be free; undefined for what has no name. */
  main(o: Obj): Space | undefined {
    switch (o.kind) {
      case 'column':
        return at(this.columns, o.table)
      case 'check':
      case 'fk':
      case 'key':
      case 'exclusion':
        return at(this.constraints, o.table)
      case 'table':
      case 'partition':
      case 'view':
      case 'matview':
        return at(this.relations, o.schema)
      case 'index':
        return at(this.relations, this.schemaOf(o.table))
      case 'enum':
      case 'domain':
        return at(this.types, o.schema)
      case 'trigger':
        return at(this.triggers, o.table)
      case 'policy':
        return at(this.policies, o.table)
      case 'routine':
        return at(this.routines, `${o.schema}:${o.params.map((p) => JSON.stringify(p.type)).join()}`)
      case 'schema':
      case 'extension':
      case 'role':
        return at(this.global, o.kind)
      case 'grant':
      case 'rows':
        return undefined
    }
  }

  /** Where else it must be free: keys are relations too, and relations are types. */
  also(o: Obj): Space | undefined {
    switch (o.kind) {
      case 'table':
      case 'partition':
      case 'view':
      case 'matview':
        return at(this.types, o.schema)
      case 'key':
      case 'exclusion':
        return at(this.relations, this.schemaOf(o.table))
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
