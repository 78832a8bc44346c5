import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { behindPolicies, typeSql } from '../kit/index.ts'
import { countInstead, modelName, off, type U } from './plan.ts'
import { rebuild, recompute, worker } from './routines.ts'
import { type Sealed, sealedPlan } from './sealed.ts'
import { triggers } from './triggers.ts'

const tenantIssue = (facts: Facts, use: U): Claim<'derived'> => ({
  claim: 'issue',
  code: 'read-model/tenant-missing',
  severity: 'error',
  objects: [use.idOf('model'), use.id],
  option: 'query',
  message: sql`${name(use.idOf('model'))} belongs to tenants, but its query gives no column that says whose a row is. Select the tenant column too.`,
  waysOut: [...countInstead(facts), off],
})

const source = (facts: Facts, use: U, s: Sealed): Claim<'derived'> => {
  const outputs = s.columns.map((c) => {
    const type = facts.object('column', c.column)?.type
    return sql`q.${c.output}${type ? sql`::${typeSql(facts, type)}` : ''} as ${name(c.column)}`
  })
  return {
    claim: 'add',
    kind: 'view',
    role: 'source',
    name: sql`${modelName(facts, use)}_source`,
    schema: s.schema,
    securityInvoker: true,
    query: sql`select ${joinSql(outputs, ',\n  ')}\nfrom (\n${s.query}\n) q`,
    comment: 'What the read model is to hold, computed from the tables.',
  }
}

const drift = (facts: Facts, use: U, s: Sealed): Claim<'derived'> => {
  const columns = joinSql(
    s.columns.map((c) => name(c.column)),
    ', ',
  )
  const all = (from: Id): Sql => sql`select ${columns} from ${qualified(from)}`
  return {
    claim: 'add',
    kind: 'view',
    role: 'drift',
    name: sql`${modelName(facts, use)}_drift`,
    schema: s.schema,
    securityInvoker: true,
    query: sql`select 'missing' as what, d.* from (${all(s.source)} except ${all(s.model)}) d
union all
select 'wrong' as what, d.* from (${all(s.model)} except ${all(s.source)}) d`,
    comment: 'Rows in which the read model differs from its source: empty when it is up to date.',
  }
}

/** The routines run as maintenance where rows belong to tenants. */
const readable = (facts: Facts, use: U, s: Sealed, role: 'source' | 'drift'): readonly Claim<'derived'>[] =>
  facts.scope(s.model)
    ? [
        {
          claim: 'add',
          kind: 'grant',
          role: `${role}:grant`,
          name: '',
          on: use.idOf<'view'>(role),
          to: facts.maintenanceRole,
          privileges: ['select'],
        },
      ]
    : []

const policyNotes = (facts: Facts, use: U, s: Sealed): readonly Claim<'derived'>[] =>
  behindPolicies(facts, s.query).map((t) => ({
    claim: 'issue',
    code: 'read-model/policies-stop',
    severity: 'warning',
    objects: [t, use.idOf('model'), use.id],
    option: 'query',
    message: sql`${name(t)} has row-level security, which does not reach what ${name(use.idOf('model'))} holds of it: whoever may read the read model sees what it says about all rows.`,
    waysOut: [{ remedy: 'off', label: 'Switch the read model off' }],
  }))

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const s = sealedPlan(facts, use)
  if (!s) return facts.scope(use.idOf('model')) ? [tenantIssue(facts, use)] : []
  return [
    ...policyNotes(facts, use, s),
    source(facts, use, s),
    drift(facts, use, s),
    ...readable(facts, use, s, 'source'),
    ...readable(facts, use, s, 'drift'),
    recompute(facts, use, s),
    rebuild(facts, use, s),
    ...(use.options.kept === 'queue' ? [worker(facts, use, s)] : []),
    ...triggers(facts, use, s),
  ]
}
