import { checkProblems, checkVariants } from './check.ts'

checkVariants('expand-contract', {
  'a wait before contracts, other names': {
    options: () => ({
      wait: '1 week',
      changes: 'ddl',
      backfills: 'ddl_fill',
      batch: 10,
      lockTimeout: '500ms',
      runbook: false,
    }),
    shape: { schema: 'Sales' },
  },
  'with tenants': { options: () => ({}), also: ['tenancy-row', 'soft-delete'] },
})

checkProblems('expand-contract', {
  'one name for both tables': {
    options: () => ({ changes: 'ddl', backfills: 'ddl' }),
    code: 'expand-contract/one-name',
    option: 'backfills',
  },
  'a lock timeout of words': {
    options: () => ({ lockTimeout: 'soon' }),
    code: 'use/options',
    option: 'lockTimeout',
  },
  'a batch of nothing': { options: () => ({ batch: 0 }), code: 'use/options', option: 'batch' },
})
