import { checkProblems, checkVariants } from './check.ts'

checkVariants('idempotency-keys', {
  'nothing but defaults': { options: () => ({ about: undefined as never }) },
  'about rows of several keys, with tenants': {
    options: (s) => ({ about: s.id('orders'), name: 'requests', lease: '10 seconds', keep: '7 days' }),
    also: ['tenancy-row'],
    shape: { composite: true, quoted: true, schema: 'Sales' },
  },
})

checkProblems('idempotency-keys', {
  'a table that is gone': {
    options: () => ({ about: 'gone.1' }),
    code: 'idempotency-keys/no-table',
    option: 'about',
  },
  'a lease that no interval holds': {
    options: () => ({ lease: '999999999 years' }),
    code: 'use/options',
    option: 'lease',
  },
  'a lease without a unit': { options: () => ({ lease: '5' }), code: 'use/options', option: 'lease' },
})
