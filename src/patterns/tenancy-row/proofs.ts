import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction, Value } from '../../compile/api.ts'
import { cell, count, idleColumn, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './owned.ts'
import { companions } from './proofs-companions.ts'

type Tenant = 'a' | 'b' | null
const as = (tenant: Tenant, ...steps: Transaction['steps']): Transaction => ({ as: 'app', tenant, steps })

const readProof = (use: U, t: Id<'table'>): Proof => {
  const seen = stmt`select count(*) from ${qualified(t)}`
  return proof(
    use,
    `reads:${t}`,
    sql`A tenant sees its own rows of ${name(t)} and no others; without a tenant there is nothing to see.`,
    [use.idOf(`policy:${t}`)],
    as('a', insert(t, 'a')),
    as('a', run(seen, rows(['1']))),
    as('b', run(seen, rows(['0']))),
    as(null, run(seen, rows(['0']))),
  )
}

const writeProof = (use: U, made: Made, t: Id<'table'>, scope: Id<'column'>): Proof => {
  const other = made.traits.tenants
  const key_ = other ? { [scope]: cell('tenant:b', other.key) } : {}
  const idle = idleColumn(made.catalog, t)
  const change = idle && name(idle.id)
  return proof(
    use,
    `writes:${t}`,
    sql`A tenant cannot write a row of ${name(t)} for another tenant, nor change or delete one of theirs.`,
    [use.idOf(`policy:${t}`)],
    as('b', insert(t, 'b')),
    as('a', insert(t, 'own')),
    ...(change
      ? [as('a', run(stmt`update ${qualified(t)} set ${change} = ${change} where ${key('b')}`, count(0)))]
      : []),
    as('a', run(stmt`delete from ${qualified(t)} where ${key('b')}`, count(0))),
    as('a', insert(t, 'x', key_, refused('42501'))),
  )
}

const referenceProof = (use: U, made: Made, fk: Obj<'fk'>): Proof | undefined => {
  const { scopes } = made.traits
  const [child, parent] = [scopes.get(fk.table), scopes.get(fk.references)]
  if (!child || !parent || fk.table === fk.references) return undefined
  const values: Record<string, Value> = {}
  fk.columns.forEach((c, i) => {
    const r = fk.refColumns[i]
    if (c !== child && r) values[c] = cell('p', r)
  })
  return proof(
    use,
    `reference:${fk.id}`,
    sql`A row of ${name(fk.table)} cannot reference a row of ${name(fk.references)} that belongs to another tenant, not even when the owner writes it.`,
    [fk.id],
    { as: 'owner', tenant: 'a', steps: [insert(fk.references, 'p')] },
    { as: 'owner', tenant: 'b', steps: [insert(fk.table, 'c', values, { refused: ['23503'] })] },
  )
}

/** Natural keys: unique columns besides the tenant, none of them a reference (which would cross tenants). */
const naturalProof = (use: U, made: Made, k: Obj<'key' | 'index'>): Proof | undefined => {
  if (k.kind === 'index' && !k.unique) return undefined
  const scope = made.traits.scopes.get(k.table)
  const columns = k.kind === 'key' ? k.columns : k.elements.map((e) => e.column)
  const own = columns.filter((c): c is Id<'column'> => c !== undefined && c !== scope)
  const referencing = objectsOf(made.catalog, 'fk').some(
    (f) => f.table === k.table && f.columns.some((c) => own.includes(c)),
  )
  if (!scope || own.length === 0 || own.length + 1 < columns.length || referencing) return undefined
  const same = Object.fromEntries(own.map((c) => [c, cell('a', c)]))
  const t = k.table as Id<'table'>
  return proof(
    use,
    `natural:${k.id}`,
    sql`Two tenants can use the same ${name(k.id)} in ${name(t)}.`,
    [],
    as('a', insert(t, 'a')),
    as('b', insert(t, 'b', same)),
  )
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const drawn = objectsOf(made.catalog, 'table').filter(
    (t) => !t.why && made.catalog.has(use.idOf(`policy:${t.id}`)),
  )
  const tables = drawn.flatMap((t): readonly Proof[] => {
    const id = t.id as Id<'table'>
    const scope = made.traits.scopes.get(id)
    return scope ? [readProof(use, id), writeProof(use, made, id, scope)] : []
  })
  const keys = [
    ...objectsOf(made.catalog, 'key').filter((k) => !k.primary),
    ...objectsOf(made.catalog, 'index'),
  ].filter((k) => !k.why)
  return [
    ...companions(use, made),
    ...tables,
    ...objectsOf(made.catalog, 'fk').flatMap((f) => (f.why ? [] : (referenceProof(use, made, f) ?? []))),
    ...keys.flatMap((k) => naturalProof(use, made, k) ?? []),
  ]
}
