import type { Id } from '../../base/index.ts'
import { builtIn, isUserType, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless, RetypeClaim, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

const plain: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint', 'uuid'])

/** The key column that the table has already: one number or UUID that says nothing about anything else. */
export const present = (facts: Facts, use: U): Nameless<'column'> | undefined => {
  const [only, ...more] = facts.primaryKey(use.table)?.columns ?? []
  const column = only && more.length === 0 ? facts.object('column', only) : undefined
  if (use.options.add || !column || isUserType(column.type) || column.type.dims) return undefined
  const refers = facts.of('fk', use.table).some((f) => f.columns.some((c) => c === column.id))
  return plain.has(column.type.base) && !refers ? column : undefined
}

/** Below 18 the server has no function for time-ordered UUIDs. */
export const ownFunction = (facts: Facts, use: U): boolean =>
  use.options.kind === 'uuidv7' && facts.target < 18

const newUuid = (facts: Facts, use: U): Sql => {
  if (use.options.kind === 'uuidv4') return rawSql('gen_random_uuid()')
  return ownFunction(facts, use) ? sql`${qualified(use.idOf('uuidv7'))}()` : rawSql('uuidv7()')
}

/** What the key column holds, as a retype says it. */
export const form = (
  facts: Facts,
  use: U,
): Required<Pick<RetypeClaim, 'type' | 'default' | 'identity' | 'notNull'>> =>
  use.options.kind === 'identity'
    ? {
        type: builtIn('bigint'),
        default: null,
        identity: use.options.given ? 'by default' : 'always',
        notNull: true,
      }
    : { type: builtIn('uuid'), default: newUuid(facts, use), identity: null, notNull: true }

/** Columns of the natural key that are still there; none where one of them is gone. */
export const natural = (facts: Facts, use: U): readonly Id<'column'>[] => {
  const own = new Set<Id>(facts.columns(use.table).map((c) => c.id))
  const { natural: wanted } = use.options
  return wanted.every((c) => own.has(c)) ? [...new Set(wanted)] : []
}
