import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { type Plan, planOf, type U } from './plan.ts'

/** The read model once its key is sealed. */
export interface Sealed extends Plan {
  readonly schema: Id<'schema'>
  readonly model: Id<'table'>
  readonly source: Id<'view'>
  /** Its columns with what the source calls them, the tenant's first. */
  readonly columns: readonly { readonly column: Id<'column'>; readonly output: Sql }[]
  /** Columns of its key, the tenant's first where it belongs to one. */
  readonly pk: readonly Id<'column'>[]
}

/** Undefined where the model is not there, or belongs to tenants that the query does not name. */
export const sealedPlan = (facts: Facts, use: U): Sealed | undefined => {
  const plan = planOf(facts, use)
  const model = facts.object('table', use.idOf('model'))
  const pk = model && facts.primaryKey(model.id)
  if (!plan || !model || !pk) return undefined
  const scope = facts.scope(model.id)
  if (scope && !plan.tenant) return undefined
  const held = plan.held.filter((h) => facts.object('column', h.id))
  return {
    ...plan,
    held,
    schema: model.schema,
    model: model.id as Id<'table'>,
    source: use.idOf('source'),
    columns: [
      ...(scope && plan.tenant ? [{ column: scope, output: plan.tenant.name }] : []),
      ...held.map((h) => ({ column: h.id, output: h.output.name })),
    ],
    pk: pk.columns,
  }
}
