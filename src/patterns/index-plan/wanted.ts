import { compareIds, type Id } from '../../base/index.ts'
import { type IndexElement, joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import { asked, givenSql, isByHand, outputsOf } from '../kit/index.ts'
import { forPrefix, unfit } from './methods.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Id<'column'>

/** An index that something asks for. */
export interface Wanted {
  readonly role: string
  readonly elements: readonly IndexElement[]
  /** How many leading elements are compared for equality. */
  readonly equal: number
  readonly include?: readonly Column[]
  readonly where?: Sql
  readonly method?: string
  readonly because: string
}

const own = (facts: Facts, use: U, column: Id): boolean => facts.object('column', column)?.table === use.table

/** The tenant leads: the policy compares it for equality with every query. */
const scoped = (facts: Facts, use: U, elements: readonly IndexElement[]): readonly IndexElement[] => {
  const scope = facts.scope(use.table)
  return scope && !elements.some((e) => e.column === scope) ? [{ column: scope }, ...elements] : elements
}

const btree = (
  facts: Facts,
  use: U,
  w: Omit<Wanted, 'elements'> & { readonly elements: readonly IndexElement[] },
): Wanted => {
  const elements = scoped(facts, use, w.elements)
  return { ...w, elements, equal: w.equal + elements.length - w.elements.length }
}

const forReferences = (facts: Facts, use: U): readonly Wanted[] =>
  facts.of('fk', use.table).map((fk) => ({
    role: `fk:${fk.id}`,
    elements: fk.columns.map((column) => ({ column })),
    equal: fk.columns.length,
    because: 'Rows are found by what they reference.',
  }))

const unique = (elements: readonly IndexElement[]): readonly IndexElement[] =>
  elements.filter((e, i) => e.expr !== undefined || elements.findIndex((x) => x.column === e.column) === i)

/** Columns that the query hands out and the index lacks, where they are few enough to be held along. */
const held = (facts: Facts, use: U, query: Sql, elements: readonly IndexElement[]): readonly Column[] => {
  if (!use.options.covering) return []
  const outputs = outputsOf(query)
  const columns = outputs?.flatMap((o) => (o.column && own(facts, use, o.column) ? [o.column] : []))
  if (!outputs || !columns || columns.length < outputs.length) return []
  const rest = [...new Set(columns)].filter((c) => !elements.some((e) => e.column === c))
  return rest.length <= 4 ? rest : []
}

const conjunction = (parts: readonly Sql[]): Sql | undefined =>
  parts.length > 0 ? joinSql(parts, ' and ') : undefined

/** The indexes that one sample query would use: one in order, and one for each document or text that it searches. */
export const forQuery = (facts: Facts, use: U, query: Sql, n: number): readonly Wanted[] => {
  const { conditions, sort } = asked(query)
  const mine = conditions.filter((c) => own(facts, use, c.column))
  const searching = (c: (typeof mine)[number]): string | undefined => {
    const column = facts.object('column', c.column)
    return column && ['gin', 'gist'].find((m) => unfit(facts, m, column) === undefined)
  }
  const inOrder = (e: IndexElement): boolean => {
    const column = e.column && facts.object('column', e.column)
    return !column || unfit(facts, 'btree', column) === undefined
  }
  const element = (c: (typeof mine)[number]): IndexElement =>
    'call' in c ? { expr: sql`${c.call}(${name(c.column)})` } : { column: c.column }
  const equal = unique(mine.filter((c) => c.is === 'equal').map(element))
  const order = sort.every((s) => own(facts, use, s.column))
    ? sort.map((s): IndexElement => ({ column: s.column, ...(s.order ? { order: s.order } : {}) }))
    : []
  const range = mine.filter((c) => c.is === 'range').map(element)
  const prefix = mine
    .filter((c) => c.is === 'prefix')
    .flatMap((c): readonly IndexElement[] => {
      const type = facts.object('column', c.column)?.type
      const by = type && forPrefix(facts, type)
      return by ? [{ column: c.column, ...by }] : []
    })
  const elements = unique([...equal, ...order, ...range, ...prefix]).filter(inOrder)
  const where = conjunction(
    mine.flatMap((c) => (c.is === 'null' || c.is === 'not null' ? [sql`${name(c.column)} is ${c.is}`] : [])),
  )
  const include = held(facts, use, query, elements)
  const because = 'Answers a sample query: equality first, then its order, then ranges.'
  const searched = mine.filter((c) => c.is === 'contains' || c.is === 'matches')
  return [
    ...(elements.length === 0
      ? []
      : [
          btree(facts, use, {
            role: `query:${n}`,
            elements,
            equal: equal.filter(inOrder).length,
            because,
            ...(where ? { where } : {}),
            ...(include.length > 0 ? { include } : {}),
          }),
        ]),
    ...searched.flatMap((c, i): readonly Wanted[] => {
      const method = searching(c)
      if (!method) return []
      const because = 'Searches what a column contains, for a sample query.'
      return [{ role: `query:${n}:search:${i}`, elements: [{ column: c.column }], equal: 0, method, because }]
    }),
  ]
}

const byHand = (facts: Facts, use: U, n: number): readonly Wanted[] => {
  const o = use.options.indexes[n]
  if (!o) return []
  const expr = givenSql(o.expression)
  const where = givenSql(o.where)
  const elements = [
    ...o.columns.filter((c) => own(facts, use, c)).map((column): IndexElement => ({ column })),
    ...(expr ? [{ expr }] : []),
  ]
  const include = o.include.filter((c) => own(facts, use, c) && !o.columns.includes(c))
  if (elements.length === 0) return []
  const wanted: Wanted = {
    role: `hand:${n}`,
    elements,
    equal: expr ? 0 : elements.length,
    because: 'Asked for by hand.',
    ...(where ? { where } : {}),
    ...(o.method === 'btree' ? {} : { method: o.method }),
    ...(include.length > 0 && o.method === 'btree' ? { include } : {}),
  }
  return [o.method === 'btree' ? btree(facts, use, wanted) : wanted]
}

/** Whether a look-up by the columns can use the index: they are its first, in any order. */
const covers = (columns: readonly Column[], by: readonly (Column | undefined)[]): boolean => {
  const first = by.slice(0, columns.length)
  return first.length === columns.length && columns.every((c) => first.includes(c))
}

type Ordered = readonly { readonly column?: Column; readonly order?: string }[]

const ordered = (w: Wanted): readonly Column[] | undefined => {
  const columns = w.elements.flatMap((e) => (e.column && !e.opclass ? [e.column] : []))
  return columns.length === w.elements.length && w.method === undefined && !w.where ? columns : undefined
}

/** What looks rows up in order. One that leaves rows out answers only what compares these columns. */
interface Lookup {
  readonly by: Ordered
  readonly present: readonly Column[]
}

const onlyPresent = /^(\? is not null and )*\? is not null$/

/** The columns of `a is not null and b is not null`: whatever compares them for equality finds such rows alone. */
const presentIn = (where: Sql | undefined): readonly Column[] | undefined => {
  if (!where) return []
  const text = where.text.join('?').replaceAll(/[()]/g, '')
  return onlyPresent.test(text) ? where.refs.map((r) => r.id as Column) : undefined
}

const lookups = (facts: Facts, table: Id): readonly Lookup[] => [
  ...facts.of('key', table).map((k) => ({ by: k.columns.map((column) => ({ column })), present: [] })),
  ...facts.of('index', table).flatMap((i) => {
    const present = presentIn(i.where)
    const inOrder = i.method === undefined || i.method === 'btree'
    return present && inOrder ? [{ by: i.elements.filter((e) => !e.opclass), present }] : []
  }),
]

/** The first columns may come in any order as far as they are compared for equality; the rest must agree. */
const answered = (w: Wanted, { by, present }: Lookup): boolean => {
  const columns = ordered(w)
  if (!columns || w.include || by.length < columns.length) return false
  const head = columns.slice(0, w.equal)
  if (
    !present.every((c) => head.includes(c)) ||
    !covers(
      head,
      by.map((e) => e.column),
    )
  )
    return false
  return w.elements
    .slice(w.equal)
    .every((e, i) => by[w.equal + i]?.column === e.column && by[w.equal + i]?.order === e.order)
}

const all = (facts: Facts, use: U): readonly Wanted[] => [
  ...use.options.queries.flatMap((q, n) => {
    const query = givenSql(q.query)
    return query ? forQuery(facts, use, query, n) : []
  }),
  ...use.options.indexes.flatMap((_, n) => byHand(facts, use, n)),
  ...(use.options.foreignKeys ? forReferences(facts, use) : []),
]

/** What is asked for and neither there already nor answered by another that is asked for. Longer ones come first. */
export const wanted = (facts: Facts, use: U): readonly Wanted[] => {
  const there = lookups(facts, use.table)
  const out: Wanted[] = []
  for (const w of [...all(facts, use)].sort((a, b) => b.elements.length - a.elements.length)) {
    const same = out.some(
      (o) =>
        JSON.stringify([o.elements, o.where, o.method]) === JSON.stringify([w.elements, w.where, w.method]),
    )
    const known = [...there, ...out.filter((o) => ordered(o)).map((o) => ({ by: o.elements, present: [] }))]
    if (!same && !known.some((k) => answered(w, k))) out.push(w)
  }
  return out
}

/** Drawn indexes that only repeat the first columns of a key, of another index or of one that is made here. */
export const spare = (facts: Facts, use: U, made: readonly Wanted[]): readonly Nameless<'index'>[] => {
  if (!use.options.redundant) return []
  const text = (e: IndexElement): string =>
    JSON.stringify([e.column, e.expr, e.opclass, e.collation, e.order, e.nulls])
  const indexes = facts.of('index', use.table)
  const plain = (i: Nameless<'index'>): boolean =>
    !i.where && !i.include && (i.method === undefined || i.method === 'btree')
  const lists: readonly { readonly id?: Id; readonly items: readonly string[] }[] = [
    ...facts
      .of('key', use.table)
      .map((k) => ({ id: k.id, items: k.columns.map((column) => text({ column })) })),
    ...indexes
      .filter((i) => !i.where && (i.method ?? 'btree') === 'btree')
      .map((i) => ({ id: i.id, items: i.elements.map(text) })),
    ...made.filter((w) => !w.where && w.method === undefined).map((w) => ({ items: w.elements.map(text) })),
  ]
  return indexes.filter((i) => {
    if (!isByHand(i) || i.unique || !plain(i)) return false
    const items = i.elements.map(text)
    return lists.some(
      (l) =>
        l.id !== i.id &&
        items.every((t, n) => l.items[n] === t) &&
        // Of two that are equal the first drawn stays.
        (l.items.length > items.length ||
          l.id === undefined ||
          !indexes.some((x) => x.id === l.id && compareIds(x.id, i.id) > 0)),
    )
  })
}
