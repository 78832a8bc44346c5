import { literal, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Use } from '../../compile/api.ts'
import type { Options, Who } from './options.ts'

export type U = Use<Options>
export const commands = ['select', 'insert', 'update', 'delete'] as const
export type Command = (typeof commands)[number]

export const whoMay = (o: Options, command: Command): Who =>
  ({ select: o.read, insert: o.insert, update: o.update, delete: o.remove })[command]

/** Asked once a statement rather than once a row. */
const isAdmin = (facts: Facts, use: U): Sql | undefined =>
  use.options.admin === ''
    ? undefined
    : sql`(select pg_has_role(current_user, ${literal(facts.role(use.options.admin))}, 'member'))`

/** Whether the session may reach a row whose owner this is. */
export const mayReach = (facts: Facts, use: U, owner: Sql, who: Who): Sql => {
  const admin = isAdmin(facts, use)
  const own = sql`${owner} = ${facts.actor}`
  if (who === 'owner') return admin ? sql`${own} or ${admin}` : own
  return admin ? sql`${admin} is true` : sql`false`
}
