import { checkProblems, checkVariants } from './check.ts'

const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('full-text-search', {
  'an index alone': { options: () => ({ kept: 'index' }) },
  'an index alone, without a function, with other patterns': {
    options: () => ({ kept: 'index', search: false, configuration: 'german' }),
    also: others,
  },
  'chosen columns, in quotes, for 15': {
    options: (s) => ({
      columns: [
        { column: s.id('orders.note'), weight: 'A' },
        { column: s.id('orders.number'), weight: 'C' },
      ],
      configuration: 'simple',
    }),
    shape: { quoted: true, target: 15 },
  },
  french: { options: () => ({ configuration: 'french' }) },
  spanish: { options: () => ({ configuration: 'spanish' }) },
  italian: { options: () => ({ configuration: 'italian' }) },
  portuguese: { options: () => ({ configuration: 'portuguese' }) },
  dutch: { options: () => ({ configuration: 'dutch' }) },
  swedish: { options: () => ({ configuration: 'swedish' }) },
  yiddish: { options: () => ({ configuration: 'yiddish' }) },
})

checkProblems('full-text-search', {
  'a number': {
    options: (s) => ({
      columns: [
        { column: s.id('orders.total'), weight: 'A' },
        { column: s.id('orders.note'), weight: 'B' },
      ],
    }),
    code: 'full-text-search/not-text',
    option: 'columns',
  },
  'a column of another table': {
    options: (s) => ({ columns: [{ column: s.id('posts.title'), weight: 'A' }] }),
    code: 'full-text-search/no-columns',
    option: 'columns',
  },
  'a column that became an enum': {
    options: (s) => ({
      columns: [
        { column: s.id('orders.status'), weight: 'A' },
        { column: s.id('orders.note'), weight: 'B' },
      ],
    }),
    also: ['state-machine'],
    code: 'full-text-search/not-text',
    option: 'columns',
  },
})
