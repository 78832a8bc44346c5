import { type DataType, isUserType } from '../../catalog/index.ts'
import type { Context } from './context.ts'

const families: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  ['text', 'varchar', 'char', 'name', 'citext'],
  ['timestamptz', 'timestamp', 'date'],
  ['inet', 'cidr'],
]
const family = (base: string): string => families.find((f) => f.includes(base))?.[0] ?? base

/** The type below any domains. */
export const plainType = (x: Context, type: DataType): DataType => {
  if (!isUserType(type)) return type
  const o = x.compiled.catalog.get(type.type)
  return o?.kind === 'domain' && type.dims === undefined ? plainType(x, o.type) : type
}

/** True where PostgreSQL has an equality between the types, so that one may reference the other. */
export const typesMeet = (x: Context, a: DataType, b: DataType): boolean => {
  const [p, q] = [plainType(x, a), plainType(x, b)]
  if ((p.dims ?? 0) !== (q.dims ?? 0)) return false
  if (isUserType(p) || isUserType(q)) return isUserType(p) && isUserType(q) && p.type === q.type
  return family(p.base) === family(q.base)
}
