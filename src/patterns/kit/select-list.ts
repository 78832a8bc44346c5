import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { cutAt, isSign, isWordToken, type SqlToken, sqlTokens } from './sql-tokens.ts'

/** A column that a query gives. */
export interface Output {
  /** Its name as SQL. */
  readonly name: Sql
  /** Its name as plain text, where the query spells it out. */
  readonly alias?: string
  /** The column that it hands through unchanged. */
  readonly column?: Id<'column'>
  /** The function whose result it is, and the column that it is about where that is all. */
  readonly call?: string
  readonly argument?: Id<'column'>
  /** What tells it from the query's other outputs, whatever it is called. */
  readonly role: string
}

/**
 * Patterns see no list of keywords, so only what can be none stays bare: none has an underscore but those that begin
 * like these.
 */
const bare = /^(?!current_|session_|system_)[a-z]+_[a-z0-9_]*$/
const quoted = (s: string): string => (bare.test(s) ? s : `"${s.replaceAll('"', '""')}"`)

/** Words that a parenthesis may follow without a call. */
const beforeParens = ['on', 'and', 'or', 'not', 'where', 'in', 'join', 'from', 'using', 'by', 'any', 'all']

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

/** `count(*)`, `sum(o.total)`, with FILTER: the function, and the one column that it is given. */
const callOf = (item: readonly SqlToken[]): Pick<Output, 'call' | 'argument'> => {
  const [first, open] = item
  if (first?.is !== 'word' || !isSign(open, '(')) return {}
  const close = item.findIndex((t, i) => i > 1 && t.depth === first.depth && isSign(t, ')'))
  const rest = item.slice(close + 1)
  if (rest.length > 0 && !isWordToken(rest[0], 'filter')) return {}
  const argument = columnOf(item.slice(2, close))
  return { call: first.v, ...(argument ? { argument } : {}) }
}

/** `column` or `alias.column`. */
const columnOf = (item: readonly SqlToken[]): Id<'column'> | undefined => {
  const last = item.at(-1)
  const plain = item.length === 1 || (item.length === 3 && isSign(item[1], '.'))
  return plain && last?.is === 'ref' ? (last.id as Id<'column'>) : undefined
}

const aliased = (item: readonly SqlToken[]): Output | undefined => {
  const at = item.findLastIndex((t) => t.depth === item[0]?.depth && isWordToken(t, 'as'))
  const label = at < 0 ? undefined : item[at + 1]
  if (!label || at + 2 !== item.length || label.is === 'sign') return undefined
  const body = item.slice(0, at)
  const column = columnOf(body)
  const more = { ...(column ? { column } : {}), ...callOf(body) }
  if (label.is === 'ref') return { name: sql`${name(label.id)}`, role: label.id, ...more }
  return { name: sql`${quoted(label.v)}`, alias: label.v, role: label.v, ...more }
}

const outputOf = (item: readonly SqlToken[]): Output | undefined => {
  const known = aliased(item)
  if (known) return known
  const column = columnOf(item)
  if (column) return { name: sql`${name(column)}`, role: column, column }
  const { call, argument } = callOf(item)
  if (call !== undefined)
    return { name: sql`${quoted(call)}`, alias: call, role: call, call, ...(argument ? { argument } : {}) }
  const last = item.at(-1)
  const plain = item.length === 1 || (item.length === 3 && isSign(item[1], '.'))
  if (plain && (last?.is === 'word' || last?.is === 'name'))
    return { name: sql`${quoted(last.v)}`, alias: last.v, role: last.v }
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

/** `select *` or `t.*` from tables alone: the tables, one of whose columns each output is; else undefined. */
export const wholeTables = (facts: Facts, query: Sql): readonly Id<'table'>[] | undefined => {
  const tokens = sqlTokens(query)
  const list = selectList(tokens)
  const deeper = tokens.filter((t) => isWordToken(t, 'select', 'with', 'lateral', 'values')).length > 1
  const calls = tokens.some(
    (t, i) => isSign(tokens[i + 1], '(') && t.is === 'word' && !isWordToken(t, ...beforeParens),
  )
  if (!list || deeper || calls || query.opaque) return undefined
  const all = cutAt(list, (t) => isSign(t, ',')).every(
    (item) => isSign(item.at(-1), '*') && (item.length === 1 || (item.length === 3 && isSign(item[1], '.'))),
  )
  const refs = query.refs.filter((r) => !facts.object('column', r.id))
  const tables = refs.flatMap((r) => facts.object('table', r.id)?.id ?? [])
  return all && tables.length > 0 && tables.length === refs.length ? [...new Set(tables)] : undefined
}

/** The same query with the schema before every table, so that it reads the same under any search path. */
export const withSchemas = (query: Sql, isRelation: (id: Id) => boolean): Sql => ({
  ...query,
  refs: query.refs.map((r) => (r.as === 'name' && isRelation(r.id) ? { ...r, as: 'qualified' } : r)),
})

/** Tables of a query whose policies do not reach what is stored of it: those with row-level security beside a scope's. */
export const behindPolicies = (facts: Facts, query: Sql): readonly Id[] =>
  [...new Set(query.refs.map((r) => r.id))].filter(
    (id) =>
      facts.object('table', id)?.rls !== undefined &&
      (facts.scope(id) === undefined || facts.of('policy', id).some((p) => p.restrictive)),
  )
