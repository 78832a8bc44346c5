import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import type { Proof } from '../../compile/index.ts'

const catalogs = new WeakMap<Catalog, Map<string, Catalog>>()

/**
 * The rows that the design was drawn with, in the tables that a scenario writes and those that its pattern works on: it
 * tells and counts its own rows there, and what came of them. Rows elsewhere that reference those tables go with them.
 */
export const ownRows = (proof: Proof, catalog: Catalog): readonly Id[] => {
  const drawn = [...catalog.values()].filter((o): o is Obj<'rows'> => o.kind === 'rows' && !o.why)
  if (drawn.length === 0) return []
  const tables = new Set<Id>(
    proof.transactions.flatMap((tx) => tx.steps.flatMap((s) => ('insert' in s ? s.insert : []))),
  )
  for (const o of catalog.values()) if ('table' in o && o.why?.use === proof.use) tables.add(o.table)
  const fks = [...catalog.values()].filter((o) => o.kind === 'fk')
  const out = drawn.filter((r) => tables.has(r.table))
  // The list grows while it is walked.
  for (const { table } of out)
    for (const fk of fks)
      if (fk.references === table) out.push(...drawn.filter((r) => r.table === fk.table && !out.includes(r)))
  return out.map((r) => r.id)
}

/** The catalog without these rows; one for all proofs that leave out the same. */
export const withoutRows = (catalog: Catalog, rows: readonly Id[]): Catalog => {
  if (rows.length === 0) return catalog
  const known = catalogs.get(catalog) ?? new Map<string, Catalog>()
  catalogs.set(catalog, known)
  const key = rows.join(' ')
  const made = known.get(key) ?? new Map([...catalog].filter(([id]) => !rows.includes(id)))
  known.set(key, made)
  return made
}
