import type { Id } from '../../base/index.ts'
import { isUserType, name, objectsOf, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction, Value } from '../../compile/api.ts'
import { cell, columnsOf, insert, maintenance, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './owned.ts'

type Tenant = 'a' | 'b' | null

/** The tables that other patterns made to keep rows of tenants, whatever these are: histories, archives, messages. */
const companionsIn = (use: U, made: Made): readonly Id<'table'>[] =>
  objectsOf(made.catalog, 'table').flatMap((t) =>
    t.why !== undefined &&
    t.why.use !== use.id &&
    made.traits.scopes.has(t.id) &&
    made.traits.holds.get(t.id) === 'facts' &&
    made.catalog.has(use.idOf(`policy:${t.id}`))
      ? [t.id as Id<'table'>]
      : [],
  )

/** A log of many tables says of which one a row is; any table will do. */
const relations = (made: Made, t: Id<'table'>): { readonly [column: string]: Value } =>
  Object.fromEntries(
    columnsOf(made.catalog, t).flatMap((c) =>
      !isUserType(c.type) && c.type.base === 'regclass' ? [[c.id, sql`${regclass(t)}::regclass`]] : [],
    ),
  )

/** A table that is kept in step with the one beside it, both ways: a row comes into both through that one. */
const twin = (made: Made, t: Id<'table'>): Id<'table'> | undefined => {
  const beside = made.traits.beside.get(t)
  const back = objectsOf(made.catalog, 'trigger').some((x) => {
    const routine = x.table === t ? made.catalog.get(x.routine) : undefined
    if (routine?.kind !== 'routine') return false
    const { text, refs } = routine.body
    return refs.some((r, i) => r.id === beside && /insert into\s*$/i.test(text[i] ?? ''))
  })
  return back ? beside : undefined
}

const companion = (use: U, made: Made, t: Id<'table'>): Proof | undefined => {
  const scope = made.traits.scopes.get(t)
  const { tenants } = made.traits
  if (!scope || !tenants) return undefined
  const closed = made.traits.access.get(t) === 'none'
  // The owner is bound by the policy as everyone is; the application cannot even ask.
  const as = (tenant: Tenant, ...steps: Transaction['steps']): Transaction => ({
    as: closed ? 'owner' : 'app',
    tenant,
    steps,
  })
  const there = stmt`select (count(*) > 0)::text from ${qualified(t)} where ${name(scope)} = ${cell('tenant:a', tenants.key)}`
  // What says more than whose tenant a row is may hide it from this tenant too.
  const narrowed = objectsOf(made.catalog, 'policy').some((p) => p.table === t && p.restrictive)
  return proof(
    use,
    `companion:${t}`,
    sql`What ${name(t)} keeps of a tenant is for that tenant alone: another one sees nothing of it, and neither does who names none.`,
    narrowed ? [] : [use.idOf(`policy:${t}`)],
    {
      as: narrowed ? 'maintenance' : 'owner',
      tenant: 'a',
      steps: [insert(twin(made, t) ?? t, 'kept', relations(made, t))],
    },
    narrowed ? maintenance(run(there, rows(['true']))) : as('a', run(there, rows(['true']))),
    as('b', run(there, rows(['false']))),
    as(null, run(there, rows(['false']))),
    ...(closed
      ? [
          {
            as: 'app',
            tenant: 'a',
            steps: [run(stmt`select from ${qualified(t)}`, refused('42501'))],
          } as const,
        ]
      : []),
  )
}

/** One promise for each table that another pattern made beside tenants' rows. */
export const companions = (use: U, made: Made): readonly Proof[] =>
  companionsIn(use, made).flatMap((t) => companion(use, made, t) ?? [])
