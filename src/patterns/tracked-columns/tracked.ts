import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { comparable, isByHand } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** Roles of what belongs to one tracked column. */
export const role = (column: Id, part: string): string => `${column}:${part}`
export const historyOf = (use: U, column: Id): Id<'table'> => use.idOf(role(column, 'history'))

/** Drawn columns in which the state of a row stands, not what it is known or referenced by. */
const suitable = (facts: Facts, use: U): readonly Column[] => {
  const bound = new Set<Id>([
    ...(facts.primaryKey(use.table)?.columns ?? []),
    ...facts.of('fk', use.table).flatMap((f) => f.columns),
  ])
  return facts
    .columns(use.table)
    .filter((c) => isByHand(c) && !c.generated && !c.identity && !bound.has(c.id))
}

/** A chosen column may be a reference; it may not be the key, nor computed. */
const trackable = (facts: Facts, use: U, id: Id): boolean => {
  const c = facts.object('column', id)
  const key: readonly Id[] = facts.primaryKey(use.table)?.columns ?? []
  return c?.table === use.table && !c.generated && !key.includes(id)
}

const chosen = (facts: Facts, use: U): readonly Id<'column'>[] => {
  const unique = use.options.columns.filter((c, i, all) => all.indexOf(c) === i)
  if (unique.length > 0) return unique.filter((c) => trackable(facts, use, c))
  const [first] = suitable(facts, use)
  return first ? [first.id] : []
}

const badKey = (facts: Facts, use: U): Column | undefined =>
  (facts.primaryKey(use.table)?.columns ?? [])
    .flatMap((c) => facts.object('column', c) ?? [])
    .find((c) => !comparable(c))

/** The columns whose values are kept; none where the table's rows cannot be told apart over time. */
export const asked = (facts: Facts, use: U): readonly Id<'column'>[] =>
  facts.primaryKey(use.table) && !badKey(facts, use) ? chosen(facts, use) : []

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] =>
  asked(facts, use).map((column) => ({ claim: 'stands', column }))

/** Those that were made, for the phases after. */
export const tracked = (facts: Facts, use: U): readonly Id<'column'>[] =>
  chosen(facts, use).filter((c) => facts.object('table', historyOf(use, c)))

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const off = { remedy: 'off', label: 'Switch it off' } as const
  const issue = (code: string, message: Sql, more: Pick<IssueClaim, 'option' | 'waysOut'>): IssueClaim => ({
    claim: 'issue',
    code: `tracked-columns/${code}`,
    severity: 'error',
    objects: [use.table],
    message,
    ...more,
  })
  const key = badKey(facts, use)
  const good = chosen(facts, use)
  const t = name(use.table)
  if (!facts.primaryKey(use.table))
    return [
      issue('no-key', sql`${t} has no primary key, so values cannot be told by row. Give it one.`, {
        waysOut: [off],
      }),
    ]
  if (key)
    return [
      issue(
        'key-type',
        sql`${t}.${name(key.id)} is of a type that no exclusion constraint can compare, so periods of one row cannot be kept apart. Give ${t} a key of another type.`,
        { waysOut: [off] },
      ),
    ]
  if (good.length === 0 && use.options.columns.length === 0)
    return [
      issue('nothing', sql`${t} has no column whose values could be tracked. Add one, or choose one.`, {
        option: 'columns',
        waysOut: [off],
      }),
    ]
  if (use.options.columns.every((c) => good.includes(c))) return []
  return [
    issue(
      'no-column',
      sql`A column to be tracked is not in ${t}, is part of its key or is computed from others. Leave it out of the list.`,
      {
        option: 'columns',
        waysOut: [{ remedy: 'options', label: 'Leave it out', set: { columns: good } }],
      },
    ),
  ]
}
