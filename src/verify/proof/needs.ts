import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/index.ts'
import type { WrittenRow } from '../rows/index.ts'

/** Without privileges an engine lets pass what a role may not do. */
const insufficientPrivilege = '42501'

const expectsPrivileges = (proof: Proof): boolean =>
  proof.transactions.some((tx) =>
    [...tx.steps.map((s) => s.expect), tx.commit].some(
      (e) => e !== undefined && 'refused' in e && e.refused.includes(insufficientPrivilege),
    ),
  )

/**
 * What an engine must hold to judge a proof: what the promise rests on, the tables it writes, and the roles
 * where a refusal for want of privilege is expected. A promise that rests on nothing is about all that acts on
 * the rows of those tables: their triggers and policies.
 */
export const needsOf = (proof: Proof, made: Made, rows: readonly WrittenRow[]): readonly Id[] => {
  const tables = new Set<Id>(rows.map((r) => r.table))
  const needs = new Set<Id>([...proof.rests, ...tables])
  const { appRole, maintenanceRole } = made.traits
  if (expectsPrivileges(proof)) for (const role of [appRole, maintenanceRole]) if (role) needs.add(role)
  if (proof.rests.length > 0) return [...needs]
  for (const o of made.catalog.values()) {
    if ((o.kind === 'trigger' || o.kind === 'policy') && tables.has(o.table)) needs.add(o.id)
  }
  return [...needs]
}

/** Columns, constraints, triggers and policies of the tables that are written. */
export const aroundOf = (made: Made, rows: readonly WrittenRow[]): ReadonlySet<Id> => {
  const tables = new Set<Id>(rows.map((r) => r.table))
  const out = new Set<Id>()
  for (const o of made.catalog.values()) if ('table' in o && tables.has(o.table)) out.add(o.id)
  return out
}

/** Tables that are written and have policies that were drawn, where the use that promises something makes none. */
export const guardedOf = (proof: Proof, made: Made, rows: readonly WrittenRow[]): readonly Obj<'table'>[] => {
  const policies = [...made.catalog.values()].filter((o) => o.kind === 'policy')
  if (policies.some((p) => p.why?.use === proof.use)) return []
  return [...new Set(rows.map((r) => r.table))].flatMap((table) => {
    const t = made.catalog.get(table)
    const drawn = policies.some((p) => p.table === table && !p.why)
    return t?.kind === 'table' && t.rls && drawn ? [t] : []
  })
}
