import type { Id } from '../../base/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Table = Nameless<'table'>

export const tenantsTable = (facts: Facts, use: U): Id<'table'> =>
  use.options.tenants && facts.object('table', use.options.tenants)
    ? use.options.tenants
    : use.idOf('tenants')

/** The key of the tenants table: one column, or undefined. */
export const tenantsKey = (facts: Facts, use: U): Nameless<'column'> | undefined => {
  const table = tenantsTable(facts, use)
  if (table === use.idOf('tenants')) return facts.object('column', use.idOf('tenants:id'))
  const [only, ...more] = facts.primaryKey(table)?.columns ?? []
  return only && more.length === 0 ? facts.object('column', only) : undefined
}

export const tenantColumn = (use: U, table: Id): Id<'column'> => use.idOf(`tenant:${table}`)

const excepted = (facts: Facts, use: U, table: Id): boolean => {
  const parent = facts.beside(table)
  return (
    (use.options.except as readonly Id[]).includes(table) ||
    (parent !== undefined && excepted(facts, use, parent))
  )
}

/** Tables that get the tenant's column from this pattern. Mirrors copy it from their original; ejected ones follow it no more. */
export const ownedTables = (facts: Facts, use: U): readonly Table[] => {
  const tenants = tenantsTable(facts, use)
  return facts
    .tables()
    .filter(
      (t) =>
        t.id !== tenants &&
        facts.scope(t.id) === undefined &&
        facts.holds(t.id) !== 'reference' &&
        (facts.mirrored(t.id) === undefined || t.why === undefined) &&
        !excepted(facts, use, t.id),
    )
}

/** The tenants' tables that a table references, and those that these reference in turn; in the order they are met. */
export const ownedBehind = (facts: Facts, use: U, table: Id): readonly Id<'table'>[] => {
  const owned = new Set<Id>(ownedTables(facts, use).map((t) => t.id))
  const met = new Set<Id<'table'>>()
  const follow = (from: Id): void => {
    for (const fk of facts.of('fk', from)) {
      if (!owned.has(fk.references) || met.has(fk.references)) continue
      met.add(fk.references)
      follow(fk.references)
    }
  }
  follow(table)
  return [...met]
}
