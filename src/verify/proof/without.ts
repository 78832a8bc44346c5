import type { Id } from '../../base/index.ts'
import { type Catalog, mentions, type Obj, partsOf } from '../../catalog/index.ts'
import type { Proof } from '../../compile/index.ts'

const sameColumns = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((c) => b.includes(c))

/** The columns that a foreign key may aim at by this object. */
const target = (o: Obj): readonly Id[] | undefined => {
  if (o.kind === 'key') return o.columns
  if (o.kind !== 'index' || !o.unique || o.where) return undefined
  return o.elements.flatMap((e) => e.column ?? [])
}

/** Foreign keys of the catalog whose target no key or unique index holds. */
const aimless = (catalog: ReadonlyMap<Id, Obj>): readonly Id[] => {
  const targets = new Map<Id, (readonly Id[])[]>()
  for (const o of catalog.values()) {
    const columns = 'table' in o ? target(o) : undefined
    if (columns && 'table' in o) targets.set(o.table, [...(targets.get(o.table) ?? []), columns])
  }
  return [...catalog.values()].flatMap((o) =>
    o.kind === 'fk' && !targets.get(o.references)?.some((t) => sameColumns(t, o.refColumns)) ? [o.id] : [],
  )
}

/** A role that goes leaves what it owned to the schema's owner, and its members without it. */
const loosen = (o: Obj, gone: ReadonlySet<Id>): Obj => {
  let kept = o
  if ('owner' in kept && kept.owner !== undefined && gone.has(kept.owner)) {
    const { owner: _, ...rest } = kept
    kept = rest as Obj
  }
  if (kept.kind === 'role' && kept.memberOf?.some((r) => gone.has(r))) {
    kept = { ...kept, memberOf: kept.memberOf.filter((r) => !gone.has(r)) }
  }
  return kept
}

const partIds = (o: Obj): readonly Id[] => [o.id, ...partsOf(o).map((p) => p.id)]

/** The catalog without the object and all that could not be without it. What is left still applies. */
export const withoutObject = (catalog: Catalog, id: Id): Catalog => {
  const first = catalog.get(id)
  if (!first) return catalog
  const left = new Map<Id, Obj>(catalog)
  const gone = new Set<Id>()
  const drop = (o: Obj): void => {
    left.delete(o.id)
    for (const p of partIds(o)) gone.add(p)
  }
  drop(first)
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const o of [...left.values()]) {
      const kept = loosen(o, gone)
      if (kept !== o) left.set(o.id, kept)
      if (mentions(kept).some((m) => gone.has(m))) drop(o)
    }
    for (const fk of aimless(left)) {
      const o = left.get(fk)
      if (o && !aimless(catalog).includes(fk)) drop(o)
    }
  }
  return left
}

export interface Mutant {
  readonly object: Id
  /** What was taken away, such as `trigger orders_touch`. */
  readonly what: string
  readonly catalog: Catalog
}

/**
 * For each object that a promise rests on, the catalog without it. For a table with row level security that
 * is the table without the security.
 */
export const mutants = (proof: Proof, catalog: Catalog): readonly Mutant[] =>
  proof.rests.flatMap((id): readonly Mutant[] => {
    const o = catalog.get(id)
    if (!o) return []
    const what = `${o.kind} ${o.name}`
    if (o.kind === 'table' && o.rls) {
      const { rls: _, ...open } = o
      return [{ object: id, what: `row level security of ${what}`, catalog: new Map(catalog).set(id, open) }]
    }
    return [{ object: id, what, catalog: withoutObject(catalog, id) }]
  })
