import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { type Command, commands, mayReach, type U, whoMay } from './who.ts'

/** What says whether a row of a companion may be reached, by command; undefined for companions of another kind. */
type Test = (command: Command) => Sql

/** A mirror repeats the owner of each row. */
const ofMirror = (facts: Facts, use: U, table: Id): Test | undefined => {
  const owner =
    facts.mirrored(table) === use.table
      ? facts.columns(table).find((c) => facts.mirroredColumn(c.id) === use.idOf('owner'))
      : undefined
  return owner && ((c) => mayReach(facts, use, sql`${name(owner.id)}`, whoMay(use.options, c)))
}

/** The other half of a row, which has its key: it belongs to whom the row belongs to. */
const ofHalf = (facts: Facts, use: U, table: Id): Test | undefined => {
  if (facts.beside(table) !== use.table || facts.mirrored(table) !== undefined) return undefined
  const key = facts.primaryKey(table)?.columns ?? []
  const fk = facts
    .of('fk', table)
    .find((f) => f.references === use.table && key.length > 0 && key.every((c) => f.columns.includes(c)))
  if (!fk) return undefined
  const owner = sql`row_of.${name(use.idOf('owner'))}`
  const named = facts.primaryKey(use.table)?.columns ?? []
  const same = joinSql(
    fk.columns.flatMap((c, i) => {
      const to = fk.refColumns[i]
      return to && named.includes(to) ? [sql`row_of.${name(to)} = ${name(table)}.${name(c)}`] : []
    }),
    ' and ',
  )
  return (c) => sql`exists (
    select from ${qualified(use.table)} row_of
    where ${same} and (${mayReach(facts, use, owner, whoMay(use.options, c))})
  )`
}

/** Companions that repeat the rows, or hold a part of them, are reached as the rows are. */
export const companions = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  facts.tables().flatMap((t): readonly Claim<'rows'>[] => {
    const test = ofMirror(facts, use, t.id) ?? ofHalf(facts, use, t.id)
    const held = test ? commands.filter((c) => whoMay(use.options, c) !== 'everyone') : []
    if (!test || held.length === 0) return []
    return [
      { claim: 'rls', table: t.id, mode: 'enabled' },
      ...held.map(
        (command): Claim<'rows'> => ({
          claim: 'add',
          kind: 'policy',
          role: command === 'select' ? `mirror:${t.id}` : `mirror:${command}:${t.id}`,
          name: command === 'select' ? sql`${name(t.id)}_own` : sql`${name(t.id)}_own_${command}`,
          table: t.id,
          restrictive: true,
          command,
          roles: [],
          ...(command === 'insert' ? {} : { using: test(command) }),
          ...(command === 'insert' || command === 'update' ? { check: test(command) } : {}),
        }),
      ),
    ]
  })
