import { compareIds, type Id } from '../../base/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** Companions of a shared table are shared with it. */
const isShared = (facts: Facts, use: U, table: Id): boolean => {
  const parent = facts.beside(table)
  return (
    (use.options.shared as readonly Id[]).includes(table) ||
    (parent !== undefined && isShared(facts, use, parent))
  )
}

/** Tables of which every tenant has one of its own. */
export const tenantTables = (facts: Facts, use: U): readonly Nameless<'table'>[] =>
  facts
    .tables()
    .filter((t) => facts.holds(t.id) !== 'reference' && !isShared(facts, use, t.id))
    .sort((a, b) => compareIds(a.id, b.id))

export const management = (use: U): Id<'schema'> => use.idOf<'schema'>('management')
