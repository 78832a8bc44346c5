import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'

/** Names taken in one space. */
export type Space = Map<string, Id>

/**
 * The name spaces of PostgreSQL: relations and indexes of a schema share one, relations and types another,
 * columns, constraints, triggers and policies each have one a table.
 */
export class Spaces {
  private readonly groups = new Map<string, Map<string, Space>>()
  private readonly objects: ReadonlyMap<Id, Obj>
  constructor(objects: ReadonlyMap<Id, Obj>) {
    this.objects = objects
  }

  private at(group: string, owner: string): Space {
    const owners = this.groups.get(group) ?? new Map<string, Space>()
    if (owners.size === 0) this.groups.set(group, owners)
    const space = owners.get(owner) ?? new Map<string, Id>()
    if (space.size === 0) owners.set(owner, space)
    return space
  }

  private schemaOf(table: Id): string {
    const t = this.objects.get(table)
    return t && 'schema' in t && t.schema !== undefined ? t.schema : ''
  }

  /** Where the object's name must be free; none for what has no name. */
  of(o: Obj): readonly Space[] {
    switch (o.kind) {
      case 'column':
        return [this.at('column', o.table)]
      case 'table':
      case 'partition':
      case 'view':
      case 'matview':
        return [this.at('relation', o.schema), this.at('type', o.schema)]
      case 'enum':
      case 'domain':
        return [this.at('type', o.schema)]
      case 'check':
      case 'fk':
        return [this.at('constraint', o.table)]
      case 'key':
      case 'exclusion':
        return [this.at('constraint', o.table), this.at('relation', this.schemaOf(o.table))]
      case 'index':
        return [this.at('relation', this.schemaOf(o.table))]
      case 'trigger':
      case 'policy':
        return [this.at(o.kind, o.table)]
      case 'routine':
        return [this.at('routine', `${o.schema}:${o.params.map((p) => JSON.stringify(p.type)).join()}`)]
      case 'schema':
      case 'extension':
      case 'role':
        return [this.at(o.kind, '')]
      case 'grant':
      case 'rows':
        return []
    }
  }
}

export const isNamed = (o: Obj): boolean => o.kind !== 'grant' && o.kind !== 'rows'
