import type { Id } from '../../base/index.ts'
import { name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { steady } from '../kit/index.ts'
import type { U } from './options.ts'

export const quoted = (text: string): Sql => rawSql(`"${text.replaceAll('"', '""')}"`)

type Column = Nameless<'column'>

/** The columns of the old shape, in an order that does not depend on where they stand in the table. */
export const oldColumns = (facts: Facts, use: U): readonly Column[] =>
  steady(facts.columns(use.table)).filter((c) => !(use.options.without as readonly Id[]).includes(c.id))

/** The name that old code uses for a column; undefined where it is today's. */
export const oldName = (use: U, column: Id): string | undefined =>
  use.options.renamed.find((r) => r.column === column)?.was

/** `email` or, renamed, `email as "mail"`. */
export const selected = (use: U, column: Id): Sql => {
  const was = oldName(use, column)
  return was === undefined ? sql`${name(column)}` : sql`${name(column)} as ${quoted(was)}`
}

/** What the view calls the column. */
export const seenAs = (use: U, column: Id): Sql => {
  const was = oldName(use, column)
  return was === undefined ? sql`${name(column)}` : quoted(was)
}

/** A row needs a value for it that the table does not give. */
export const isRequired = (c: Column): boolean =>
  c.notNull === true && !c.default && !c.identity && !c.generated

/** Neither the old shape nor the table gives it a value. */
export const unwritten = (facts: Facts, use: U): readonly Column[] =>
  facts
    .columns(use.table)
    .filter((c) => (use.options.without as readonly Id[]).includes(c.id) && isRequired(c))
