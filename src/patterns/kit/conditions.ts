import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import { cutAt, isSign, isWordToken, type SqlToken, sqlTokens } from './sql-tokens.ts'

type Column = Id<'column'>

/** What a query asks of one column, as far as an index is concerned. */
export type Condition =
  | {
      readonly is: 'equal' | 'range' | 'null' | 'not null' | 'contains' | 'matches' | 'prefix'
      readonly column: Column
    }
  /** A function of the column is compared. */
  | { readonly is: 'equal' | 'range'; readonly column: Column; readonly call: string }

export interface Sorting {
  readonly column: Column
  readonly order?: 'desc'
}
export interface Asked {
  readonly conditions: readonly Condition[]
  readonly sort: readonly Sorting[]
  /** Alternatives joined by OR: no one index answers them. */
  readonly alternatives: boolean
}

const clauses = [
  'where',
  'on',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'fetch',
  'for',
  'window',
  'union',
  'returning',
]
const joins = ['join', 'left', 'right', 'full', 'inner', 'cross']

/** The tokens of each WHERE and ON of the outermost query. */
const conditionLists = (tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] => {
  const out: SqlToken[][] = []
  let open: SqlToken[] | undefined
  for (const t of tokens) {
    if (t.depth === 0 && isWordToken(t, ...clauses, ...joins)) {
      open = isWordToken(t, 'where', 'on') ? [] : undefined
      if (open) out.push(open)
    } else open?.push(t)
  }
  return out.filter((l) => l.length > 0)
}

/** AND binds looser than the one of BETWEEN. */
const conjuncts = (list: readonly SqlToken[]): readonly (readonly SqlToken[])[] => {
  let between = false
  return cutAt(list, (t) => {
    if (isWordToken(t, 'between')) between = true
    if (!isWordToken(t, 'and')) return false
    const ends = !between
    between = false
    return ends
  })
}

interface Side {
  readonly column?: Column
  readonly call?: string
}

/** `column`, `alias.column` or `lower(column)`. */
const sideOf = (tokens: readonly SqlToken[]): Side => {
  const last = tokens.at(-1)
  if (last?.is === 'ref' && (tokens.length === 1 || (tokens.length === 3 && isSign(tokens[1], '.'))))
    return { column: last.id as Column }
  const [word, open] = tokens
  if (word?.is !== 'word' || !isSign(open, '(') || !isSign(last, ')')) return {}
  const inner = sideOf(tokens.slice(2, -1))
  return inner.column && !inner.call ? { column: inner.column, call: word.v } : {}
}

const ranges = ['<', '<=', '>', '>=']
const flipped = (s: Side): boolean => s.column === undefined

const compared = (side: Side, is: 'equal' | 'range'): readonly Condition[] => {
  if (!side.column) return []
  return [
    side.call === undefined ? { is, column: side.column } : { is, column: side.column, call: side.call },
  ]
}

const signCondition = (left: Side, sign: string, right: Side): readonly Condition[] => {
  const plain = left.column && left.call === undefined ? left.column : undefined
  if (sign === '=') return [...compared(left, 'equal'), ...compared(right, 'equal')]
  if (ranges.includes(sign)) return compared(flipped(left) ? right : left, 'range')
  if (!plain) return []
  if (sign === '@@') return [{ is: 'matches', column: plain }]
  return ['@>', '<@', '?', '?|', '?&', '&&'].includes(sign) ? [{ is: 'contains', column: plain }] : []
}

const wordCondition = (left: Side, rest: readonly SqlToken[]): readonly Condition[] => {
  const [word, next] = rest
  const plain = left.column && left.call === undefined ? left.column : undefined
  if (isWordToken(word, 'in')) return compared(left, 'equal')
  if (isWordToken(word, 'between')) return compared(left, 'range')
  if (isWordToken(word, 'is') && plain) {
    if (isWordToken(next, 'null')) return [{ is: 'null', column: plain }]
    return isWordToken(next, 'not') && isWordToken(rest[2], 'null') ? [{ is: 'not null', column: plain }] : []
  }
  const begins = next?.is === 'text' && !/^'[%_]/.test(next.v) && next.v.includes('%')
  return isWordToken(word, 'like') && plain && begins ? [{ is: 'prefix', column: plain }] : []
}

const conditionOf = (tokens: readonly SqlToken[]): readonly Condition[] => {
  const [first] = tokens
  if (!first) return []
  const sign = tokens.findIndex(
    (t) => t.depth === first.depth && t.is === 'sign' && (/^[<>=]+$/.test(t.v) || /^[@?&|<>]+$/.test(t.v)),
  )
  if (sign > 0) {
    const t = tokens[sign]
    const v = t?.is === 'sign' ? t.v : ''
    return signCondition(sideOf(tokens.slice(0, sign)), v, sideOf(tokens.slice(sign + 1)))
  }
  const word = tokens.findIndex(
    (t) => t.depth === first.depth && isWordToken(t, 'in', 'between', 'is', 'like'),
  )
  return word > 0 ? wordCondition(sideOf(tokens.slice(0, word)), tokens.slice(word)) : []
}

const sortOf = (tokens: readonly SqlToken[]): readonly Sorting[] => {
  const start = tokens.findLastIndex((t) => t.depth === 0 && isWordToken(t, 'order'))
  if (start < 0) return []
  const end = tokens.findIndex(
    (t, i) => i > start && t.depth === 0 && isWordToken(t, 'limit', 'offset', 'fetch', 'for'),
  )
  const out: Sorting[] = []
  for (const item of cutAt(tokens.slice(start + 2, end < 0 ? tokens.length : end), (t) => isSign(t, ','))) {
    const at = item.findIndex((t) => isWordToken(t, 'asc', 'desc', 'nulls'))
    const { column, call } = sideOf(at < 0 ? item : item.slice(0, at))
    // What follows an expression cannot come from the same index.
    if (!column || call !== undefined) return out
    out.push(item.some((t) => isWordToken(t, 'desc')) ? { column, order: 'desc' } : { column })
  }
  return out
}

/** What a query filters and sorts by, in its own order. Conditions inside parentheses and sub-queries are left out. */
export const asked = (query: Sql): Asked => {
  const tokens = sqlTokens(query)
  const lists = conditionLists(tokens)
  const alternatives = lists.some((l) => l.some((t) => t.depth === 0 && isWordToken(t, 'or')))
  return {
    conditions: alternatives ? [] : lists.flatMap(conjuncts).flatMap(conditionOf),
    sort: sortOf(tokens),
    alternatives,
  }
}
