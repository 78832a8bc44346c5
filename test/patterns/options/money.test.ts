import { checkProblems, checkVariants } from './check.ts'

const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('money', {
  'the bare switch': { options: () => ({ snapshot: false, rates: false }) },
  'the rate kept without a table of rates': {
    options: () => ({ snapshot: true, rates: false, base: 'USD' }),
  },
  'rates alone': { options: () => ({ snapshot: false, rates: true }) },
  'positive amounts with a usual currency': {
    options: () => ({ sign: 'positive', usual: 'CHF', precision: 12, scale: 2 }),
    also: others,
  },
  'everything in quotes, for 15': {
    options: () => ({ sign: 'not negative', snapshot: true, rates: true, currency: 'paid_in' }),
    shape: { quoted: true, target: 15 },
  },
  'amounts of one digit, converted': { options: () => ({ precision: 1, scale: 0, snapshot: true }) },
  'amounts below one, converted': {
    options: () => ({ precision: 4, scale: 4, snapshot: true, rates: true }),
  },
  'whole amounts': {
    options: () => ({ scale: 0, rates: false }),
    shape: { composite: true },
  },
})

checkProblems('money', {
  'an amount that is text': {
    options: (s) => ({ amount: s.id('orders.note') }),
    code: 'money/no-amount',
    option: 'amount',
  },
  'more decimal places than digits': {
    options: () => ({ precision: 3, scale: 8 }),
    code: 'money/scale',
    option: 'scale',
  },
  'rates of a table without rates': {
    options: (s) => ({ ratesFrom: s.id('posts'), rates: false }),
    code: 'money/no-rates',
    option: 'ratesFrom',
  },
})
