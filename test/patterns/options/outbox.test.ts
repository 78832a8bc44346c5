import { checkProblems, checkVariants } from './check.ts'

checkVariants('outbox', {
  'no order': { options: () => ({ order: 'none', notify: false, relay: '' }) },
  'dead messages hold back': { options: () => ({ dead: 'wait', attempts: 1 }) },
  'keys alone': { options: () => ({ payload: 'key' }), shape: { composite: true, quoted: true } },
  'columns left out': {
    options: (s) => ({ without: [s.id('orders.note'), s.id('orders.total'), s.id('visits.note')] }),
  },
  'several tables with tenants': {
    options: (s) => ({ tables: [s.id('orders'), s.id('customers')], name: 'messages' }),
    also: ['tenancy-row', 'soft-delete'],
    shape: { composite: true },
  },
  'nothing but defaults': { options: () => ({ tables: [], inbox: false }) },
})

checkProblems('outbox', {
  'a table that is gone': {
    options: () => ({ tables: ['gone.1'] }),
    code: 'outbox/no-table',
    option: 'tables',
  },
  'a table that is shared by all tenants': {
    options: (s) => ({ tables: [s.id('orders'), s.id('posts')] }),
    also: [['tenancy-row', (s) => ({ except: [s.id('posts')] })]],
    code: 'outbox/shared-table',
    option: 'tables',
  },
  'no attempt at all': { options: () => ({ attempts: 0 }), code: 'use/options', option: 'attempts' },
  'a role with a name of two words': {
    options: () => ({ relay: 'out box' }),
    code: 'use/options',
    option: 'relay',
  },
})
