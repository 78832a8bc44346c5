import type { Id } from '../../base/index.ts'
import { isUserType, literal, name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, ProofSql, Value } from '../../compile/api.ts'
import { cell, columnsOf, key, stmt } from './proof.ts'

const next = (c: Obj<'column'>, row: string): ProofSql | undefined => {
  const base = isUserType(c.type) || c.type.dims ? '' : c.type.base
  if (/^(smallint|integer|bigint|numeric)$/.test(base))
    return stmt`(${cell(row, c.id as Id<'column'>)}) + 7000`
  if (base === 'text') return stmt`(${cell(row, c.id as Id<'column'>)}) || ' again'`
  return base === 'uuid' ? stmt`gen_random_uuid()` : undefined
}

/**
 * JSON with a primary key that a copy of the row can have, `{}` where the server makes one; undefined where a proof
 * cannot make one up.
 */
export const freshKey = (made: Made, table: Id, row: string): ProofSql | undefined => {
  const scope = made.traits.scopes.get(table)
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === table && k.primary)
  const columns = columnsOf(made.catalog, table).filter(
    (c) => pk?.columns.some((x) => x === c.id) && c.id !== scope,
  )
  if (columns.some((c) => c.identity || c.generated || c.default)) return stmt`'{}'`
  const referring = objectsOf(made.catalog, 'fk').filter((f) => f.table === table)
  for (const c of columns) {
    if (referring.some((f) => f.columns.some((x) => x === c.id))) continue
    const value = next(c, row)
    if (value) return [...stmt`jsonb_build_object(${literal(c.id)}, `, ...value, sql`)`]
  }
  return undefined
}

/** The values that make another row a version of what this one is: those that stand behind computed ones. */
export const sameThingAs = (
  made: Made,
  natural: readonly Id<'column'>[],
  row: string,
): { readonly [column: string]: Value } =>
  Object.fromEntries(
    natural.map((c) => {
      const source = made.traits.standIns.get(c) ?? c
      return [source, cell(row, source)]
    }),
  )

/** A value of the row; looked up where a trigger computes it. */
const given = (made: Made, table: Id, column: Id<'column'>, row: string): ProofSql =>
  made.traits.standIns.has(column)
    ? stmt`(select ${name(column)} from ${qualified(table)} where ${key(row)})`
    : [cell(row, column)]

/** `number = 'n 1001' and …`: rows of the same natural key as one of the proof. */
export const sameKey = (made: Made, table: Id, natural: readonly Id<'column'>[], row: string): ProofSql =>
  natural.flatMap((c, i) => [...stmt`${i > 0 ? ' and ' : ''}${name(c)} = `, ...given(made, table, c, row)])

/** The values of a row's natural key as arguments of a routine. */
export const keyArguments = (
  made: Made,
  table: Id,
  natural: readonly Id<'column'>[],
  row: string,
): ProofSql => natural.flatMap((c, i) => [...stmt`${i > 0 ? ', ' : ''}`, ...given(made, table, c, row)])

/**
 * A value that the column of another row can take and none has: in no key or reference, and not computed. Undefined
 * where a proof cannot make one up.
 */
export const anotherValue = (made: Made, column: Obj<'column'>, row: string): ProofSql | undefined => {
  const bound = [...objectsOf(made.catalog, 'fk'), ...objectsOf(made.catalog, 'key')].some(
    (k) =>
      k.table === column.table && (k.kind === 'fk' || k.primary) && k.columns.some((c) => c === column.id),
  )
  return bound || column.generated || column.identity ? undefined : next(column, row)
}
