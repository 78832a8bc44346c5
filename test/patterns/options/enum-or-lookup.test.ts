import { checkProblems, checkVariants } from './check.ts'

const values = ['new', 'paid', { id: 'gone', name: "won't pay" }]
const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('enum-or-lookup', {
  'an enum': { options: () => ({ form: 'enum', values, initial: 'new' }) },
  'an enum without a default': { options: () => ({ form: 'enum', values, initial: '' }) },
  'an enum with other patterns': { options: () => ({ form: 'enum', values }), also: others },
  'an enum for 15, in quotes': {
    options: () => ({ form: 'enum', values, initial: 'gone' }),
    shape: { target: 15, quoted: true },
  },
  'a check': { options: () => ({ form: 'check', values, initial: 'gone' }) },
  'a check with other patterns': { options: () => ({ form: 'check', values }), also: others },
  'a single value': { options: () => ({ form: 'lookup', values: ['only'], initial: '' }) },
})

checkProblems('enum-or-lookup', {
  'no values': {
    options: () => ({ values: [], initial: '' }),
    code: 'enum-or-lookup/no-values',
    option: 'values',
  },
  'a value twice': {
    options: () => ({ values: ['a', { id: 'b', name: 'a' }], initial: '' }),
    code: 'enum-or-lookup/value-twice',
    option: 'values',
  },
  'a default that is no value': {
    options: () => ({ values: ['a'], initial: 'b' }),
    code: 'enum-or-lookup/no-initial',
    option: 'initial',
  },
  'a label that is too long for an enum': {
    options: () => ({ form: 'enum', values: [{ id: 'a', name: 'ä'.repeat(40) }], initial: '' }),
    code: 'enum-or-lookup/value-long',
    option: 'values',
  },
})
