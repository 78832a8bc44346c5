import { canonicalTypeName, type DataType, isUserType, joinSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import type { Tree } from '../kit/tree.ts'
import type { Options } from './options.ts'

type Kind = Options['kind']

const plain = ['smallint', 'integer', 'bigint', 'uuid']

/** A key value as part of a label: numbers and uuids as they are, everything else by its bytes. */
const part = (type: DataType, value: Sql, kind: Kind): Sql => {
  const base = isUserType(type) ? '' : canonicalTypeName(type.base)
  if (type.dims || !plain.includes(base)) return sql`encode(convert_to(${value}::text, 'UTF8'), 'hex')`
  // Before 16 a label of an ltree has no hyphens.
  return kind === 'ltree' ? sql`replace(${value}::text, '-', '_')` : sql`${value}::text`
}

/** The label of a row in a path; different for different keys. */
export const label = (facts: Facts, t: Tree, kind: Kind, value: (n: number) => Sql): Sql =>
  joinSql(
    t.keys.flatMap((k, i) => {
      const type = facts.object('column', k)?.type
      return type ? [part(type, value(i), kind)] : []
    }),
    kind === 'ltree' ? " || '_' || " : " || ',' || ",
  )

/** Labels from the top down, joined: `1.5.9` or `/1/5/9/`. */
export const joined = (kind: Kind, labels: Sql, depth: Sql): Sql =>
  kind === 'ltree'
    ? sql`string_agg(${labels}, '.' order by ${depth} desc)`
    : sql`'/' || string_agg(${labels} || '/', '' order by ${depth} desc)`

/** A row's label behind the path above it, which is NULL at the top. */
export const withOwn = (kind: Kind, above: string, own: Sql): Sql =>
  kind === 'ltree' ? sql`concat_ws('.', ${above}, ${own})` : sql`coalesce(${above}, '/') || ${own} || '/'`

/** What the paths below a path start with. */
export const stem = (kind: Kind, path: Sql): Sql => (kind === 'ltree' ? sql`${path}::text || '.'` : path)
