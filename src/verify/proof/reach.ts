import type { Id } from '../../base/index.ts'
import { type Catalog, mentions, type Obj } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep } from '../../compile/index.ts'

/** What acts when a row of a table is written; what it references is written with it. */
const acting = new WeakMap<Catalog, ReadonlyMap<Id, readonly Obj[]>>()

const actingOn = (catalog: Catalog): ReadonlyMap<Id, readonly Obj[]> => {
  const known = acting.get(catalog)
  if (known) return known
  const found = new Map<Id, Obj[]>()
  for (const o of catalog.values())
    if ('table' in o && o.kind !== 'fk') {
      const all = found.get(o.table)
      if (all) all.push(o)
      else found.set(o.table, [o])
    }
  acting.set(catalog, found)
  return found
}

const said = (step: ProofStep): readonly unknown[] =>
  'run' in step ? step.run : Object.values(step.values ?? {})

const idsIn = (part: unknown): readonly Id[] =>
  typeof part === 'object' && part !== null && 'refs' in part
    ? (part.refs as readonly { readonly id: Id }[]).map((r) => r.id)
    : []

const tenantLabel = /^tenant:/
const namesTenant = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && 'row' in part && tenantLabel.test(String(part.row))

/**
 * Whether a scenario that writes these tables comes to rows of tenants, by what it says, and by all that acts on what it
 * writes or calls.
 */
export const reachesTenants = (proof: Proof, made: Made, tables: ReadonlySet<Id>): boolean => {
  const { catalog, traits } = made
  const parts = proof.transactions.flatMap((tx) => tx.steps.flatMap(said))
  if (parts.some(namesTenant)) return true
  const near = actingOn(catalog)
  const seen = new Set<Id>([...tables, ...parts.flatMap(idsIn)])
  for (const id of seen) {
    if (traits.scopes.has(id) || traits.tenants?.table === id) return true
    const o = catalog.get(id)
    if (!o) continue
    const next = o.kind === 'column' ? [o.table] : [...mentions(o), ...(near.get(id) ?? []).flatMap(mentions)]
    for (const n of next) seen.add(n)
  }
  return false
}
