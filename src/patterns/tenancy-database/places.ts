import type { Id } from '../../base/index.ts'
import { builtIn, type DataType } from '../../catalog/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** Tables of the registry, and of others that no tenant owns. */
const ownTables = ['servers', 'tenants', 'moves', 'migrations'] as const
export type Own = (typeof ownTables)[number]

const isOwn = (use: U, table: Id): boolean => ownTables.some((t) => use.idOf(t) === table)

/** Tables whose rows belong to one tenant each, with the column that says to which. */
export const scopedTables = (
  facts: Facts,
  use: U,
): readonly { readonly table: Nameless<'table'>; readonly scope: Id<'column'> }[] =>
  facts.tables().flatMap((table) => {
    const scope = isOwn(use, table.id) ? undefined : facts.scope(table.id)
    return scope ? [{ table, scope }] : []
  })

/** The table of the tenants by row, with its key: where the scopes' foreign keys point. */
export const tenantsByRow = (
  facts: Facts,
  use: U,
): { readonly table: Id<'table'>; readonly key: Id<'column'> } | undefined => {
  for (const { table, scope } of scopedTables(facts, use)) {
    const fk = facts.of('fk', table.id).find((f) => f.columns.length === 1 && f.columns[0] === scope)
    const key = fk?.refColumns[0]
    if (fk && key) return { table: fk.references, key }
  }
  return undefined
}

/** Tables that all tenants share and that a person fills: countries, plans. */
export const sharedTables = (facts: Facts, use: U): readonly Nameless<'table'>[] => {
  const tenants = tenantsByRow(facts, use)?.table
  return facts
    .tables()
    .filter(
      (t) =>
        t.id !== tenants &&
        facts.scope(t.id) === undefined &&
        facts.holds(t.id) === undefined &&
        !isOwn(use, t.id),
    )
}

export const isHybrid = (facts: Facts, use: U): boolean =>
  use.options.model === 'hybrid' && scopedTables(facts, use).length > 0

export const keyType = (use: U): DataType => builtIn(use.options.type)
