import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { chosenFor, otherTables } from '../kit/near-tables.ts'
import type { Options, Payload } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** One end of the links; `n` is 0 for the table that the pattern is on. */
export interface End {
  readonly n: number
  readonly table: Id<'table'>
}

/** The tables that rows are joined with: without a choice the first that nothing joins with this one yet. */
const othersOf = (facts: Facts, use: U): readonly Id<'table'>[] => {
  if (use.options.with.length > 0) return use.options.with
  const { apart, joined } = otherTables(facts, use.table)
  return [...apart, ...joined].slice(0, 1)
}

/** The ends that can be: tables that are there. */
export const endsOf = (facts: Facts, use: U): readonly End[] =>
  [use.table, ...othersOf(facts, use)].flatMap((table, n) =>
    facts.object('table', table) ? [{ n, table }] : [],
  )

export const keyOf = (facts: Facts, table: Id): readonly Column[] =>
  (facts.primaryKey(table)?.columns ?? []).flatMap((c) => facts.object('column', c) ?? [])

export const columnRole = (end: End, key: Id): string => `end:${end.n}:${key}`

/** `post_id`, `post_region` …; `other_` before a table's second time. */
export const columnName = (ends: readonly End[], end: End, key: readonly Column[], of: Column): Sql => {
  const before = ends.filter((e) => e.table === end.table && e.n < end.n).length
  const word = before === 0 ? sql`${name(end.table)}` : sql`${'other_'.repeat(before)}${name(end.table)}`
  return key.length === 1 ? sql`${word}_id` : sql`${word}_${name(of.id)}`
}

/** The junction's columns at an end, in the order of the key they copy. */
export const columnsAt = (facts: Facts, use: U, end: End): readonly Id<'column'>[] =>
  keyOf(facts, end.table)
    .map((k) => use.idOf<'column'>(columnRole(end, k.id)))
    .filter((c) => facts.object('column', c))

/** The payload's columns, the first of each name. */
export const payloadOf = (use: U): readonly Payload[] =>
  use.options.payload.filter((p, i, all) => all.findIndex((q) => q.name === p.name) === i)

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const issue = (
    code: string,
    option: string,
    message: Sql,
    waysOut: IssueClaim['waysOut'],
    objects: readonly Id[] = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `junction/${code}`,
    severity: 'error',
    option,
    objects: [use.table, ...objects],
    message,
    waysOut: [...(waysOut ?? []), { remedy: 'off', label: 'Switch it off' }],
  })
  const { payload } = use.options
  const others = othersOf(facts, use)
  if (others.length === 0)
    return [
      issue(
        'with',
        'with',
        sql`There is no other table with a primary key that rows of ${name(use.table)} could be joined with. Draw one, or join them with each other.`,
        keyOf(facts, use.table).length > 0
          ? [{ remedy: 'options', label: 'Join its rows with each other', set: { with: [use.table] } }]
          : [],
      ),
    ]
  const gone = others.filter((t) => !facts.object('table', t))
  const left = others.filter((t) => !gone.includes(t))
  const keyless = endsOf(facts, use).filter(
    (e, i, all) => keyOf(facts, e.table).length === 0 && all.findIndex((x) => x.table === e.table) === i,
  )
  return [
    ...(use.options.with.length === 0
      ? [chosenFor('junction', use.table, 'with', sql`is joined with`, others)]
      : []),
    ...(gone.length > 0
      ? [
          issue(
            'gone',
            'with',
            sql`A table that ${name(use.table)} is joined with is no longer in the design.`,
            left.length > 0 ? [{ remedy: 'options', label: 'Leave it out', set: { with: left } }] : [],
          ),
        ]
      : []),
    ...keyless.map((e) =>
      issue(
        'no-key',
        'with',
        sql`${name(e.table)} needs a primary key before links can name its rows.`,
        [],
        [e.table],
      ),
    ),
    ...(payloadOf(use).length < payload.length
      ? [
          issue(
            'payload-twice',
            'payload',
            sql`The links of ${name(use.table)} have two columns of the same name.`,
            [{ remedy: 'options', label: 'Keep the first', set: { payload: payloadOf(use) } }],
          ),
        ]
      : []),
  ]
}

/** Whether there is anything to build. */
export const buildable = (facts: Facts, use: U): boolean => {
  const ends = endsOf(facts, use)
  return ends.length > 1 && ends.every((e) => keyOf(facts, e.table).length > 0)
}
