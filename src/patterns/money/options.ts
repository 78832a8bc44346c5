import type { Id } from '../../base/index.ts'
import { choice, column, flag, identifier, optionsOf, table, text, whole } from '../kit/index.ts'

export interface Options {
  readonly amount?: Id<'column'>
  readonly name: string
  readonly precision: number
  readonly scale: number
  readonly currency: string
  readonly usual: string
  readonly sign: 'any' | 'not negative' | 'positive'
  readonly allocate: boolean
  readonly snapshot: boolean
  readonly base: string
  readonly rates: boolean
  readonly ratesFrom?: Id<'table'>
}

export const options = optionsOf<Options>({
  amount: column(
    'Amount',
    'The column that holds the amount. None chosen: the first number that is in no key, or a new column.',
  ),
  name: identifier('Name of a new amount', 'Used where the table has no such column yet.', 'amount'),
  precision: whole('Digits', 'All digits of an amount.', 16, 1, 100),
  scale: whole(
    'Decimal places',
    'Digits after the point. Four leave room for prices below a cent.',
    4,
    0,
    20,
  ),
  currency: text(
    '',
    /^$|^[a-z_][a-z0-9_]{0,50}$/,
    'write a name of small letters, digits and underscores, or leave it empty.',
    {
      title: 'Name of the currency column',
      description: 'Empty: currency, or the amount with _currency for a second amount of the table.',
    },
  ),
  usual: text('', /^$|^[A-Z]{3}$/, 'write a code of three capitals such as EUR, or leave it empty.', {
    title: 'Usual currency',
    description: 'What a row gets that names none. Empty: every row has to say.',
  }),
  sign: choice('Sign', 'Which amounts are allowed.', ['any', 'not negative', 'positive']),
  allocate: flag(
    'Function that shares amounts out',
    'Splits an amount into parts that add up to it exactly.',
    true,
  ),
  snapshot: flag(
    'Keep the exchange rate',
    'Each row keeps the rate of its time and its amount in the base currency, so that sums across currencies stay what they were.',
    false,
  ),
  base: text('EUR', /^[A-Z]{3}$/, 'write a code of three capitals such as EUR.', {
    title: 'Base currency',
    description: 'The currency of sums.',
  }),
  rates: flag(
    'Table of exchange rates',
    'Rates by pair of currencies and period, of which no two hold at the same time. With the rate kept on rows, new rows take theirs from it.',
    false,
  ),
  ratesFrom: table(
    'Exchange rates of another table',
    'The table of rates that this pattern made elsewhere, to share it.',
  ),
})
