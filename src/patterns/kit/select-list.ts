import type { Id } from '../../base/index.ts'
import { name, type Sql, sql, type Template } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { cutAt, isSign, isWordToken, type SqlToken, sqlTokens } from './sql-tokens.ts'

/** A column that a query gives. */
export interface Output {
  /** Its name as SQL. */
  readonly name: Sql
  /** Its name as plain text, where the query spells it out. */
  readonly alias?: string
  /** The column that it hands through unchanged. */
  readonly column?: Id<'column'>
  /** The function whose result it is. */
  readonly call?: string
}

const quoted = (s: string): string => (/^[a-z_][a-z0-9_]*$/.test(s) ? s : `"${s.replaceAll('"', '""')}"`)

const ends = ['from', 'where', 'group', 'having', 'union', 'intersect', 'except', 'order', 'limit', 'window']

/** The select list of the outermost SELECT; that of a WITH stands behind its common tables. */
const selectList = (tokens: readonly SqlToken[]): readonly SqlToken[] | undefined => {
  const start = tokens.findIndex((t) => t.depth === 0 && isWordToken(t, 'select'))
  if (start < 0) return undefined
  const from = isWordToken(tokens[start + 1], 'all', 'distinct') ? start + 2 : start + 1
  if (isWordToken(tokens[from], 'on')) return undefined
  const end = tokens.findIndex((t, i) => i >= from && t.depth === 0 && isWordToken(t, ...ends))
  return tokens.slice(from, end < 0 ? tokens.length : end)
}

const functionOf = (item: readonly SqlToken[]): string | undefined => {
  const [first, open] = item
  if (first?.is !== 'word' || !isSign(open, '(')) return undefined
  const close = item.findIndex((t, i) => i > 1 && t.depth === first.depth && isSign(t, ')'))
  const rest = item.slice(close + 1)
  return rest.length === 0 || isWordToken(rest[0], 'filter') ? first.v : undefined
}

const aliased = (item: readonly SqlToken[]): Output | undefined => {
  const at = item.findLastIndex((t) => t.depth === item[0]?.depth && isWordToken(t, 'as'))
  const label = at < 0 ? undefined : item[at + 1]
  if (!label || at + 2 !== item.length) return undefined
  const body = item.slice(0, at)
  const last = body.at(-1)
  const plain = last?.is === 'ref' && (body.length === 1 || (body.length === 3 && isSign(body[1], '.')))
  const call = functionOf(body)
  const more = {
    ...(plain && last?.is === 'ref' ? { column: last.id as Id<'column'> } : {}),
    ...(call === undefined ? {} : { call }),
  }
  if (label.is === 'ref') return { name: sql`${name(label.id)}`, ...more }
  if (label.is === 'sign') return undefined
  return { name: sql`${quoted(label.v)}`, alias: label.v, ...more }
}

const outputOf = (item: readonly SqlToken[]): Output | undefined => {
  const known = aliased(item)
  if (known) return known
  const last = item.at(-1)
  const dotted = item.length === 3 && isSign(item[1], '.')
  if (last?.is === 'ref' && (item.length === 1 || dotted))
    return { name: sql`${name(last.id)}`, column: last.id as Id<'column'> }
  const call = functionOf(item)
  if (call !== undefined) return { name: sql`${quoted(call)}`, alias: call, call }
  if (last && (last.is === 'word' || last.is === 'name') && (item.length === 1 || dotted))
    return { name: sql`${quoted(last.v)}`, alias: last.v }
  return undefined
}

/** The columns that a query gives, in order; undefined where they cannot be told, as with `*`. */
export const outputsOf = (query: Sql): readonly Output[] | undefined => {
  const list = selectList(sqlTokens(query))
  if (!list || list.length === 0) return undefined
  const out: Output[] = []
  for (const item of cutAt(list, (t) => isSign(t, ','))) {
    const o = outputOf(item)
    if (!o) return undefined
    out.push(o)
  }
  return out
}

/** The tables that a query names, each with how often. */
export const tablesOf = (
  object: (id: Id) => { readonly kind: string; readonly id: Id } | undefined,
  query: Sql,
): ReadonlyMap<Id<'table'>, number> => {
  const out = new Map<Id<'table'>, number>()
  for (const r of query.refs) {
    if (object(r.id)?.kind === 'table') out.set(r.id as Id<'table'>, (out.get(r.id as Id<'table'>) ?? 0) + 1)
  }
  return out
}

/** The same query with the schema before every table, so that it reads the same under any search path. */
export const withSchemas = (query: Sql, isRelation: (id: Id) => boolean): Sql => ({
  ...query,
  refs: query.refs.map((r) => (r.as === 'name' && isRelation(r.id) ? { ...r, as: 'qualified' } : r)),
})

/** Whether an id of the phases so far is a table. */
export const tableIn =
  (facts: Facts) =>
  (id: Id): Nameless<'table'> | undefined =>
    facts.object('table', id)

/** A template's words for a message. */
export const listed = (parts: readonly Template[]): Template =>
  parts.reduce<Template>((a, p, i) => (i === 0 ? p : sql`${a}, ${p}`), sql``)
