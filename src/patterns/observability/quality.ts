import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import { isByHand, matching } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** One way in which rows may not be what the design means. */
export interface Check {
  readonly rule: 'orphan' | 'missing' | 'future' | 'currency'
  readonly table: Id<'table'>
  readonly columns: readonly Id<'column'>[]
  readonly where: Sql
}

const drawn = (facts: Facts): readonly Nameless<'table'>[] => facts.tables().filter(isByHand)

const orphan = (fk: Nameless<'fk'>): Check => {
  const given = joinSql(
    fk.columns.map((c) => sql`t.${name(c)} is not null`),
    ' and ',
  )
  return {
    rule: 'orphan',
    table: fk.table,
    columns: fk.columns,
    where: sql`${given} and not exists (select from ${qualified(fk.references)} p where ${matching('p', fk.refColumns, 't', fk.columns)})`,
  }
}

const isTime = (c: Pick<Column, 'type'>): boolean =>
  !('type' in c.type) && !c.type.dims && ['timestamptz', 'timestamp', 'date'].includes(c.type.base)

/** A column that starts with the time of now. */
export const startsNow = (c: Pick<Column, 'type' | 'default'>): boolean =>
  isTime(c) &&
  /\b(now\s*\(|current_timestamp|current_date|clock_timestamp|localtimestamp)/i.test(
    c.default?.text.join(' ') ?? '',
  )

const future = (c: Column): Check => ({
  rule: 'future',
  table: c.table,
  columns: [c.id],
  // A minute is what the clocks of application servers may differ.
  where: sql`t.${name(c.id)} > now() + interval '1 minute'`,
})

/** Columns that a check of the design compares with three capital letters. */
const currencies = (facts: Facts, table: Id): readonly Id<'column'>[] =>
  facts
    .of('check', table)
    .filter((k) => /\[A-Z\]\{3\}/.test(k.expr.text.join('')))
    .flatMap(
      (k) => k.expr.refs.flatMap((r) => facts.object('column', r.id)?.id ?? []) as readonly Id<'column'>[],
    )

/** Several NULLs pass a unique key, so a nullable column in one is worth a look. */
const loose = (facts: Facts, table: Id): readonly Id<'column'>[] =>
  facts
    .of('key', table)
    .filter((k) => !k.primary && !k.nullsNotDistinct)
    .flatMap((k) => k.columns)
    .filter((c) => facts.object('column', c)?.notNull !== true)

const chosen = (facts: Facts, ids: readonly Id<'column'>[]): readonly Column[] =>
  ids.flatMap((id) => facts.object('column', id) ?? [])

const once = (columns: readonly Column[]): readonly Column[] => [
  ...new Map(columns.map((c) => [c.id, c])).values(),
]

/** What the view of data quality looks for, derived from the design and from the options. */
export const checksOf = (facts: Facts, use: U): readonly Check[] => {
  const { required, past, currencies: named } = use.options
  const tables = drawn(facts)
  const times = tables.flatMap((t) => facts.columns(t.id).filter((c) => startsNow(c)))
  const missing = [...tables.flatMap((t) => chosen(facts, loose(facts, t.id))), ...chosen(facts, required)]
  const money = [...tables.flatMap((t) => chosen(facts, currencies(facts, t.id))), ...chosen(facts, named)]
  return [
    ...tables.flatMap((t) => facts.of('fk', t.id)).map(orphan),
    ...once(missing).map(
      (c): Check => ({
        rule: 'missing',
        table: c.table,
        columns: [c.id],
        where: sql`t.${name(c.id)} is null`,
      }),
    ),
    ...once([...times, ...chosen(facts, past).filter(isTime)]).map(future),
    ...once(money).map(
      (c): Check => ({
        rule: 'currency',
        table: c.table,
        columns: [c.id],
        where: sql`t.${name(c.id)}::text !~ '^[A-Z]{3}$'`,
      }),
    ),
  ]
}

const row = (c: Check): Sql =>
  sql`select '${c.rule}' as rule, ${regclass(c.table)} as relation, concat_ws(', ', ${joinSql(c.columns.map(literal), ', ')}) as columns,
  (select count(*) from ${qualified(c.table)} t where ${c.where}) as problems`

export const qualityQuery = (checks: readonly Check[]): Sql => joinSql(checks.map(row), '\nunion all\n')
