import { type Id, isDrawn } from '../../base/index.ts'
import { canonicalTypeName, isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { givenSql } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>
type Fk = Nameless<'fk'>

/** What a column is derived along: the reference, and what is summed or copied; a count has no source. */
export interface Link {
  readonly fk: Fk
  readonly source?: Column
}

const numbers = /^(smallint|integer|bigint|numeric)$/
const texts = /^(text|varchar|char)$/
const baseOf = (c: Column): string => (isUserType(c.type) ? '' : canonicalTypeName(c.type.base))
export const isNumber = (c: Column): boolean => !c.type.dims && numbers.test(baseOf(c))
/** Whether a value of `a` can be kept in `b` as it is. */
const fits = (a: Column, b: Column): boolean => {
  const same = JSON.stringify(a.type) === JSON.stringify(b.type)
  const both = (of: RegExp): boolean => of.test(baseOf(a)) && of.test(baseOf(b))
  return same || (!a.type.dims && !b.type.dims && (both(numbers) || both(texts)))
}

/** Columns that name a row or refer to one: nothing to sum or copy where no one says so. */
const naming = (facts: Facts, table: Id): ReadonlySet<Id> =>
  new Set(
    [...facts.of('key', table).filter((k) => k.primary), ...facts.of('fk', table)].flatMap((k) => k.columns),
  )

const along = (use: U, fk: Fk): boolean => !use.options.via || fk.columns.includes(use.options.via)

/** Without a choice only what a person drew counts, so that every phase finds the same. */
const childLink = (facts: Facts, use: U): Link | undefined => {
  const { kind, children, source } = use.options
  const summed = source && facts.object('column', source)
  const table = children || (kind === 'sum' && summed ? summed.table : undefined)
  const fk = facts
    .referencesTo(use.table)
    .find((f) => along(use, f) && (table ? f.table === table : isDrawn(f.id) && f.table !== use.table))
  if (!fk || kind === 'count') return fk && { fk }
  const bound = naming(facts, fk.table)
  const found = source
    ? summed
    : facts.columns(fk.table).find((c) => isDrawn(c.id) && isNumber(c) && !c.identity && !bound.has(c.id))
  return found?.table === fk.table && isNumber(found) ? { fk, source: found } : undefined
}

const parentLink = (facts: Facts, use: U): Link | undefined => {
  const own = facts.object('column', use.column)
  const chosen = use.options.source && facts.object('column', use.options.source)
  if (!own || (use.options.source && !chosen)) return undefined
  for (const fk of facts.of('fk', use.table)) {
    if (!along(use, fk) || (chosen ? fk.references !== chosen.table : !isDrawn(fk.id))) continue
    const bound = naming(facts, fk.references)
    const source =
      chosen ?? facts.columns(fk.references).find((c) => isDrawn(c.id) && fits(c, own) && !bound.has(c.id))
    if (source && fits(source, own)) return { fk, source }
  }
  return undefined
}

export const isAggregate = (use: U): boolean => use.options.kind === 'count' || use.options.kind === 'sum'

/** What the column is derived along; undefined where the options do not lead anywhere, and for an expression. */
export const linkOf = (facts: Facts, use: U): Link | undefined => {
  const own = facts.object('column', use.column)
  if (own?.table !== use.table || use.options.kind === 'generated') return undefined
  if (!isAggregate(use)) return parentLink(facts, use)
  return isNumber(own) ? childLink(facts, use) : undefined
}

/** The expression of a generated column, where it is one. */
export const expressionOf = (use: U): Sql | undefined => {
  const given = use.options.kind === 'generated' ? givenSql(use.options.expression) : undefined
  return given?.refs.some((r) => r.id === use.column) ? undefined : given
}

/** The database computes it already, and takes no value from a trigger or a default. */
export const isComputed = (c: Column): boolean => c.generated !== undefined || c.identity !== undefined

const hint = (facts: Facts, use: U): readonly [string, Sql] => {
  const own = facts.object('column', use.column)
  const { kind, source } = use.options
  if (own && isAggregate(use) && !isNumber(own))
    return ['kind', sql`holds no numbers, so it cannot hold a ${kind}. Give it a type such as bigint.`]
  if (kind === 'count')
    return [
      'children',
      sql`can count nothing: no table refers to it that way. Choose another, or draw the reference.`,
    ]
  if (kind === 'sum')
    return ['source', sql`has nothing to sum: choose a column of numbers in a table that refers to this one.`]
  return source
    ? [
        'source',
        sql`cannot hold a copy of what was chosen: it takes a column of the same type, in a table that this one refers to.`,
      ]
    : [
        'source',
        sql`has nothing to copy: choose a column of the same type in a table that this one refers to.`,
      ]
}

/** What keeps the column from being derived, once everything else is made. */
export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const issue = (code: string, option: string, message: Sql): readonly IssueClaim[] => [
    {
      claim: 'issue',
      code: `derived-column/${code}`,
      severity: 'error',
      objects: [use.column, use.table],
      option,
      message: sql`${name(use.table)}.${name(use.column)} ${message}`,
      waysOut: [{ remedy: 'off', label: 'Switch it off' }],
    },
  ]
  if (facts.object('column', use.column)?.table !== use.table)
    return issue(
      'moved',
      'kind',
      sql`is kept in another table than its row, where the row's triggers cannot reach it. Leave it in its table.`,
    )
  if (isAggregate(use) && naming(facts, use.table).has(use.column))
    return issue(
      'names',
      'kind',
      sql`names its row or refers to another, so it cannot be derived as well. Choose a plain column.`,
    )
  const own = facts.object('column', use.column)
  if (own && isComputed(own) && use.options.kind !== 'generated')
    return issue(
      'computed',
      'kind',
      sql`is computed by the database already, so it cannot be derived as well. Choose a plain column.`,
    )
  if (use.options.kind === 'generated') {
    return expressionOf(use)
      ? []
      : issue('expression', 'expression', sql`needs an expression over the other columns of its table.`)
  }
  const link = linkOf(facts, use)
  if (link && !isAggregate(use) && link.fk.columns.includes(use.column as Id<'column'>))
    return issue(
      'reference',
      'via',
      sql`is the reference itself along which it would be copied. Choose a plain column to be derived.`,
    )
  if (link) return []
  const [option, message] = hint(facts, use)
  return issue('no-source', option, message)
}
