import { joinSql, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'

const acts = (f: Nameless<'fk'>): boolean =>
  f.onDelete !== undefined && !/^(no action|restrict)$/.test(f.onDelete)

/** Who writes a reference locks its own table first: taken in that order, no writer and no schedule wait for each other. */
const locks = (use: Use<unknown>, references: readonly Nameless<'fk'>[]): Sql => {
  const others = [...new Set(references.map((f) => f.table))].filter((t) => t !== use.table)
  const list = joinSql(
    others.map((t) => sql`${qualified(t)}`),
    ', ',
  )
  return others.length > 0 ? sql`\n    lock table ${list} in share row exclusive mode;` : sql``
}

/**
 * Detaching runs none of what a reference says is to happen when its row goes: the rows are deleted for that, unseen by
 * triggers. The table is locked as detaching does, before a row is.
 */
const followed = (use: Use<unknown>, references: readonly Nameless<'fk'>[]): Sql => sql`
    lock table only ${qualified(use.table)} in access exclusive mode;
    execute format('alter table %s disable trigger user', part);
    execute format('delete from %s', part);${references.some((f) => f.deferrable === 'initially deferred') ? sql`\n    set constraints all immediate;` : sql``}`

/** Takes the partition `part` away with its rows. One with rows that a reference holds on to is refused by PostgreSQL. */
export const dropping = (facts: Facts, use: Use<unknown>): Sql => {
  const references = facts.referencesTo(use.table)
  return sql`${locks(use, references)}${references.some(acts) ? followed(use, references) : sql``}
    execute format('alter table %s detach partition %s', ${regclass(use.table)}, part);
    execute format('drop table %s', part);`
}
