import { definePattern } from '../../compile/api.ts'
import { columns, keys, shape, tables } from './claims.ts'
import { options } from './options.ts'
import { rows } from './routines.ts'

export const pattern = definePattern({
  manifest: {
    name: 'money',
    version: 1,
    title: 'Money',
    group: 'keys',
    scope: 'table',
    many: true,
    glyph: 'banknote',
    summary: 'Amounts are exact and have a currency; rates of their time, sums and fair shares on request.',
    also: 'currency, currencies, price, amount, decimal, numeric, cents, minor units, exchange rate, rounding, FX, payments, billing, invoice',
  },
  options,
  claims: { shape, tables, columns, keys, rows },
})
