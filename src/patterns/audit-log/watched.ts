import type { Id } from '../../base/index.ts'
import { builtIn, name, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { isByHand, names } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Table = Nameless<'table'>

/** One log for the whole design, or one beside its table. */
export const isShared = (use: U): boolean => use.table === ''

/** Tables that people drew; what patterns keep beside them tells of itself. */
const drawn = (facts: Facts): readonly Table[] =>
  facts.tables().filter((t) => isByHand(t) && facts.holds(t.id) === undefined)

const chosen = (facts: Facts, use: U): readonly Table[] => {
  const { tables } = use.options
  return drawn(facts).filter((t) => tables.length === 0 || (tables as readonly Id[]).includes(t.id))
}

/** The tables whose changes this use records. */
export const watched = (facts: Facts, use: U): readonly Table[] => {
  if (isShared(use)) return chosen(facts, use)
  const own = facts.object('table', use.table)
  return own ? [own] : []
}

/** The columns by which a table's rows are told in the log, as they were before any scope was known. */
export const rowColumns = (facts: Facts, use: U, table: Id): readonly Id<'column'>[] =>
  facts.copies(table).find((c) => c.table === use.idOf('log'))?.by ?? []

/** Another use that keeps a log for this very table: the one for the whole design leaves it alone. */
export const hasOwnLog = (facts: Facts, use: U, table: Id): boolean =>
  isShared(use) &&
  facts.copies(table).some((c) => {
    const { why } = facts.object('table', c.table) ?? {}
    return why?.use.startsWith('audit-log@') === true && why.use !== use.id
  })

const rowKey = (columns: readonly Id[]): Sql =>
  columns.reduce<Sql>(
    (list, c, i) => (i === 0 ? sql`source.${name(c)}` : sql`${list}, source.${name(c)}`),
    sql``,
  )

/** Says where the log keeps the values of a table's rows. */
export const copies = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  watched(facts, use).flatMap((t): readonly Claim<'columns'>[] => {
    const by = facts.primaryKey(t.id)?.columns ?? []
    const same =
      by.length > 0 ? sql`${name(use.idOf('row_key'))} = jsonb_build_array(${rowKey(by)})` : sql`false`
    const where = isShared(use)
      ? sql`${name(use.idOf('relation'))} = ${regclass(t.id)}::regclass and ${same}`
      : same
    return (['old_values', 'new_values'] as const).map((role) => ({
      claim: 'copies',
      table: use.idOf('log'),
      column: use.idOf(role),
      of: t.id as Id<'table'>,
      by,
      where,
    }))
  })

/** A table for the whole design that is not there, or a column left out of a table that is not watched. */
export const problems = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const { except, tables } = use.options
  const known = new Set<Id>(watched(facts, use).map((t) => t.id))
  const goodTables = tables.filter((t) => facts.object('table', t))
  const goodColumns = except.filter((c) => {
    const table = facts.object('column', c)?.table
    return table !== undefined && known.has(table)
  })
  const issue = (code: string, option: string, message: Sql, kept: unknown): Claim<'columns'> => ({
    claim: 'issue',
    code: `audit-log/${code}`,
    severity: 'error',
    objects: [isShared(use) ? use.id : use.table],
    option,
    message,
    waysOut: [{ remedy: 'options', label: 'Leave it out', set: { [option]: kept } }],
  })
  const keyed = goodColumns.filter((c) => {
    const table = facts.object('column', c)?.table
    return table !== undefined && facts.primaryKey(table)?.columns.some((k) => k === c) === true
  })
  return [
    ...(keyed.length > 0
      ? [
          issue(
            'key-column',
            'except',
            sql`${names(keyed)} is part of a primary key, and the log names rows by their key, so it cannot be left out. Keep it in the log, or give the table a key without meaning.`,
            goodColumns.filter((c) => !keyed.includes(c)),
          ),
        ]
      : []),
    ...(goodTables.length < tables.length
      ? [
          issue(
            'no-table',
            'tables',
            sql`A table to be watched is not in the design. Leave it out of the list.`,
            goodTables,
          ),
        ]
      : []),
    ...(goodColumns.length < except.length
      ? [
          issue(
            'no-column',
            'except',
            sql`A column to be left out of the log is in no table that it watches. Leave it out of the list, or watch its table.`,
            goodColumns,
          ),
        ]
      : []),
  ]
}

export const jsonb = builtIn('jsonb')
