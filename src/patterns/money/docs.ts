import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Wherever an amount of money is kept: prices, payments, salaries. Also where there is one currency today.',
  whenNot:
    'For quantities, weights and percentages, which have units of their own. Where only whole cents of one currency are ever moved and every byte counts, a bigint of cents is smaller.',
  gains: [
    'Sums are exact: no binary fraction loses a cent',
    'An amount never goes without its currency',
    'With the rate kept, an old row is worth today what it was worth then',
    'Shares add up to what was shared',
  ],
  costs: [
    'Every sum has to say in which currency, or take the base amount',
    'Rates have to come from somewhere, on time',
  ],
  cost: {
    storage: 'A numeric takes 8 to 12 bytes, the currency 4, the kept rate and base amount some 20 more.',
    writes: 'Two checks a row; with a table of rates one look-up for each row that names no rate.',
    locks:
      'Turning a float or another precision into numeric rewrites the table; from numeric to a wider one of the same scale does not.',
  },
  decision: {
    context: 'Amounts in floats drift by cents, and amounts without a currency cannot be added.',
    decision:
      'Amounts are exact numbers with a currency beside them; where sums cross currencies, rows keep the rate of their time.',
    consequences:
      'Reports group by currency or add base amounts. Rounding happens where amounts are shared out, in one function.',
  },
  sources: ['002'],
}
