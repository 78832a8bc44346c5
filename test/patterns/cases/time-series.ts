import type { Case } from './types.ts'

export const timeSeries: Case = {
  at: 'table',
  sites: ['visits'],
  byHand: {
    sql: `create table metrics (time timestamptz not null, device_id int not null, temperature numeric) partition by range (time);
      create table metrics_1 partition of metrics for values from ('2026-01-01 00:00+00') to ('2026-01-02 00:00+00');
      create index on metrics using brin (time);`,
    target: 'metrics',
    options: { engine: 'native', every: 'day', from: '2026-01-01' },
  },
}
