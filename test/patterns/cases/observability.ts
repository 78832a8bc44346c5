import type { Case } from './types.ts'

export const observability: Case = {
  at: 'design',
  options: (s) => ({
    required: [s.id('orders.note')],
    past: [s.id('visits.at')],
    currencies: [s.id('items.sku')],
    large: [s.id('orders')],
  }),
  byHand: {
    sql: `create schema metrics;
      create view metrics.table_health as select relname, n_dead_tup from pg_stat_user_tables where n_dead_tup > 1000;`,
    options: { schema: 'metrics', quality: false },
  },
}
