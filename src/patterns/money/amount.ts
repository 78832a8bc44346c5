import type { Id } from '../../base/index.ts'
import { isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { isByHand } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** The bare name for the design's first amounts, the table's before it for the others: their functions and rates are apart. */
export const shared = (facts: Facts, use: U, called: string): Sql =>
  facts.usesOf('money')[0] === use.id ? sql`${called}` : sql`${name(use.table)}_${called}`

const numbers: ReadonlySet<string> = new Set(['numeric', 'real', 'double precision', 'money'])

/** A drawn column of a type that amounts are kept in, rightly or not. */
const suits = (facts: Facts, c: Nameless<'column'>): boolean => {
  const type = facts.retyped(c.id)?.was ?? c.type
  return !isUserType(type) && !type.dims && numbers.has(type.base) && !c.generated
}

const inKeys = (facts: Facts, table: Id): ReadonlySet<Id> =>
  new Set([...facts.of('key', table), ...facts.of('fk', table)].flatMap((k) => k.columns))

/** The drawn column that becomes the amount; undefined where one is made. */
export const drawnAmount = (facts: Facts, use: U): Nameless<'column'> | undefined => {
  const columns = facts.columns(use.table).filter((c) => !c.why && suits(facts, c))
  if (use.options.amount !== undefined) return columns.find((c) => c.id === use.options.amount)
  const taken = inKeys(facts, use.table)
  return columns.find((c) => isByHand(c) && !taken.has(c.id))
}

/** The chosen column cannot be an amount. */
export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const { amount, precision, scale } = use.options
  const chosen = amount !== undefined && drawnAmount(facts, use) === undefined
  return [
    ...(chosen
      ? [
          {
            claim: 'issue',
            code: 'money/no-amount',
            severity: 'error',
            option: 'amount',
            objects: [use.table],
            message: sql`The column chosen for amounts is no number of ${name(use.table)}. Choose another, or let Damask make one.`,
            waysOut: [{ remedy: 'options', label: 'Choose none', set: { amount: undefined } }],
          } as const,
        ]
      : []),
    ...(scale > precision
      ? [
          {
            claim: 'issue',
            code: 'money/scale',
            severity: 'error',
            option: 'scale',
            objects: [use.table],
            message: sql`Amounts of ${name(use.table)} have ${precision} digits in all, which leaves no room for ${scale} after the point.`,
            waysOut: [
              { remedy: 'options', label: 'Have as many digits as it takes', set: { precision: scale + 12 } },
            ],
          } as const,
        ]
      : []),
  ]
}

/** The amount and its currency once they are made; undefined where a problem or another pattern stands in the way. */
export interface Amount {
  readonly amount: Id<'column'>
  readonly currency: Id<'column'>
}
export const amountOf = (facts: Facts, use: U): Amount | undefined => {
  const currency = facts.object('column', use.idOf('currency'))?.id
  const made = facts.object('column', use.idOf('amount'))?.id
  const drawn = made === undefined ? drawnAmount(facts, use) : undefined
  const amount = made ?? (drawn && facts.retyped(drawn.id)?.use === use.id ? drawn.id : undefined)
  return amount && currency ? { amount, currency } : undefined
}

/** A table of rates with the columns that this pattern gives it: `rates:from` … of the use that made it. */
export interface Rates {
  readonly table: Id<'table'>
  readonly column: (role: 'id' | 'from' | 'to' | 'rate' | 'period' | 'source') => Id<'column'>
}
const suffix = '/rates'
const ratesIn = (table: Id<'table'>): Rates => ({
  table,
  column: (role) => `${table.slice(0, -suffix.length)}${suffix}:${role}` as Id<'column'>,
})

/** The rates to look into: those of another use that are there, else the own ones. */
export const ratesOf = (facts: Facts, use: U): Rates | undefined => {
  const { ratesFrom } = use.options
  const own = use.idOf<'table'>('rates')
  const table = ratesFrom !== undefined && usable(facts, ratesFrom) ? ratesFrom : own
  return facts.object('table', table) && table.endsWith(suffix) ? ratesIn(table) : undefined
}
export const usable = (facts: Facts, table: Id<'table'>): boolean =>
  table.endsWith(suffix) && facts.object('column', ratesIn(table).column('period')) !== undefined

export const ownRates = (use: U): Rates => ratesIn(use.idOf('rates'))

/** A number of at most so many digits before the point: NaN, which a numeric can hold too, is greater than any number. */
export const isNumber = (column: Id, digits: number): Sql => sql`${name(column)} < 1${'0'.repeat(digits)}`
/** A positive number of the type of exchange rates. */
export const isRate = (column: Id): Sql => sql`${name(column)} > 0 and ${isNumber(column, 8)}`

/** A code of three capitals. */
export const isCode = (column: Id): Sql => sql`${name(column)} ~ '^[A-Z]{3}$'`
