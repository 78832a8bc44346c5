import type { Id } from '../base/index.ts'
import { type Catalog, eachMention, type Obj, type PerKind, partsOf, visit } from '../catalog/index.ts'
import { called } from './emit/access.ts'
import { homeStage } from './emit/stages.ts'
import { type Names, namesOf } from './names.ts'
import { quoteIdent } from './quote.ts'

/** What stands on its own in the DDL: a table with all that CREATE TABLE holds, an index, a routine. */
export interface Block {
  readonly object: Id
  /** The blocks that it mentions. */
  readonly needs: readonly Id[]
  /** Takes it away once nothing needs it. */
  readonly drop?: string
  /** What takes it along when it goes; it cannot go alone. */
  readonly with?: Id
}

type Leaving = Pick<Block, 'drop' | 'with'>

/** Roles, schemas and extensions reach beyond the design; a grant or a row that changes alone has no counterpart. */
const leaving = (names: Names): PerKind<Leaving> => {
  const drop = (o: Obj): Leaving => ({ drop: `drop ${called(o, names)};` })
  const off = (o: Obj<'trigger' | 'policy'>): Leaving => ({
    drop: `drop ${o.kind} ${quoteIdent(o.name)} on ${names.short(o.table)};`,
  })
  const never = (): Leaving => ({})
  const along = (o: { readonly table: Id }): Leaving => ({ with: o.table })
  return {
    schema: never,
    extension: never,
    role: never,
    enum: drop,
    domain: drop,
    table: drop,
    column: along,
    key: along,
    check: along,
    exclusion: along,
    fk: (o) => ({ drop: `alter table ${names.short(o.table)} drop constraint ${quoteIdent(o.name)};` }),
    index: (o) => ({ drop: `drop index ${names.write({ id: o.id, as: 'qualified' })};` }),
    view: drop,
    matview: drop,
    routine: drop,
    trigger: off,
    policy: off,
    grant: (o) => ({ with: o.on }),
    rows: along,
    partition: along,
  }
}

/**
 * The blocks of a catalog and how they hang together: enough to take away one of them with all that needs it, and to
 * make those again, without a look at the rest. In no particular order.
 */
export const blocksOf = (catalog: Catalog): readonly Block[] => {
  const parts = new Map<Id, Id>()
  for (const o of catalog.values()) for (const p of partsOf(o)) parts.set(p.id, o.id)
  const isInline = (o: Obj): o is Extract<Obj, { readonly table: Id }> =>
    homeStage[o.kind] === undefined && 'table' in o
  const blockOf = (id: Id): Id => {
    const o = catalog.get(id)
    if (!o) return parts.get(id) ?? id
    return isInline(o) ? o.table : id
  }
  const table = leaving(namesOf(catalog))
  const out = new Map<Id, Leaving & { readonly object: Id; readonly needs: Set<Id> }>()
  const at = (id: Id) => {
    const known = out.get(id)
    if (known) return known
    const o = catalog.get(id)
    const made = { object: id, needs: new Set<Id>(), ...(o ? visit(table, o) : {}) }
    out.set(id, made)
    return made
  }
  for (const o of catalog.values()) {
    const block = at(blockOf(o.id))
    // What stands inside CREATE TABLE has statements of its own: its comment.
    if (isInline(o)) at(o.id).needs.add(o.table)
    eachMention(o, (id) => {
      const other = blockOf(id)
      if (other !== block.object) block.needs.add(other)
    })
  }
  return [...out.values()].map((b) => ({ ...b, needs: [...b.needs] }))
}
