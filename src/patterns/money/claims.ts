import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { amountOf, drawnAmount, isCode, isNumber, isRate, problems, type U, usable } from './amount.ts'
import { rateColumns, rateKeys, rateTable } from './rates.ts'

const type = (use: U): DataType => {
  const { precision, scale } = use.options
  return builtIn('numeric', Math.max(precision, scale), scale)
}

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const drawn = drawnAmount(facts, use)
  const made: Claim<'shape'> = drawn
    ? { claim: 'retype', column: drawn.id, type: type(use) }
    : {
        claim: 'column',
        role: 'amount',
        table: use.table,
        name: sql`${use.options.name}`,
        type: type(use),
        notNull: true,
      }
  return [...problems(facts, use), made]
}

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  use.options.rates && use.options.ratesFrom === undefined ? [rateTable(facts, use)] : []

const currencyName = (use: U, amount: Id): Sql => {
  if (use.options.currency !== '') return sql`${use.options.currency}`
  return use.id.endsWith('#1') ? sql`currency` : sql`${name(amount)}_currency`
}

const snapshotColumns = (use: U, amount: Id): readonly Claim<'columns'>[] => {
  const rate = use.idOf('rate')
  return [
    {
      claim: 'column',
      role: 'rate',
      table: use.table,
      name: use.id.endsWith('#1') ? sql`exchange_rate` : sql`${name(amount)}_exchange_rate`,
      type: builtIn('numeric', 16, 8),
      notNull: true,
      comment: `What one unit of the currency was worth in ${use.options.base} when the row was written.`,
    },
    {
      claim: 'column',
      role: 'base',
      table: use.table,
      name: use.id.endsWith('#1') ? sql`base_amount` : sql`${name(amount)}_base`,
      type: type(use),
      generated: { expr: sql`round(${name(amount)} * ${name(rate)}, ${use.options.scale})` },
      comment: `The amount in ${use.options.base}: what sums across currencies add up.`,
    },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const made = facts.object('column', use.idOf('amount'))
  const drawn = made ? undefined : drawnAmount(facts, use)
  const mine = made ?? (drawn && facts.retyped(drawn.id)?.use === use.id ? drawn : undefined)
  if (!mine) return []
  const { usual, ratesFrom } = use.options
  return [
    {
      claim: 'column',
      role: 'currency',
      table: use.table,
      name: currencyName(use, mine.id),
      type: builtIn('text'),
      notNull: true,
      comment: 'ISO 4217 code of the currency.',
      ...(usual === '' ? {} : { default: rawSql(quoteLiteral(usual)) }),
    },
    ...(use.options.snapshot ? snapshotColumns(use, mine.id) : []),
    ...(facts.object('table', use.idOf('rates')) ? rateColumns(use) : []),
    ...(ratesFrom === undefined ||
    facts.object('table', ratesFrom)?.why?.role === 'rates' ||
    usable(facts, ratesFrom)
      ? []
      : [noRates(use)]),
  ]
}

const noRates = (use: U): Claim<'columns'> => ({
  claim: 'issue',
  code: 'money/no-rates',
  severity: 'error',
  option: 'ratesFrom',
  objects: [use.table],
  message: sql`The table of exchange rates chosen for ${name(use.table)} is none that this pattern made. Choose one that is, or let Damask make one.`,
  waysOut: [{ remedy: 'options', label: 'Let Damask make one', set: { ratesFrom: undefined, rates: true } }],
})

const check = (use: U, role: string, expr: Sql, called: Sql | '' = ''): Claim<'keys'> => ({
  claim: 'add',
  kind: 'check',
  role,
  name: called,
  table: use.table,
  expr,
})

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const parts = amountOf(facts, use)
  const rates = facts.object('table', use.idOf('rates')) ? rateKeys(use) : []
  if (!parts) return rates
  const { amount, currency } = parts
  const { sign, snapshot, base } = use.options
  const rate = name(use.idOf('rate'))
  const least: Sql = sign === 'positive' ? sql`${name(amount)} > 0` : sql`${name(amount)} >= 0`
  return [
    check(use, 'currency:check', isCode(currency)),
    check(
      use,
      'finite',
      isNumber(amount, Math.max(use.options.precision - use.options.scale, 0)),
      sql`${name(use.table)}_${name(amount)}_number`,
    ),
    ...(sign === 'any' ? [] : [check(use, 'sign', least, sql`${name(use.table)}_${name(amount)}_sign`)]),
    ...(snapshot
      ? [
          check(use, 'rate:check', isRate(use.idOf('rate'))),
          check(
            use,
            'own',
            sql`${name(currency)} <> ${quoteLiteral(base)} or ${rate} = 1`,
            sql`${name(use.table)}_${name(currency)}_own_rate`,
          ),
        ]
      : []),
    ...rates,
  ]
}
