import type { Case } from './types.ts'

export const partitionRange: Case = {
  at: 'table',
  sites: ['visits'],
  guarded: () => ({ stay: true, told: true }),
  byHand: {
    sql: `create table readings (sensor int not null, taken date not null, value numeric, primary key (sensor, taken)) partition by range (taken);
      create table readings_w1 partition of readings for values from ('2025-12-29') to ('2026-01-05');
      create table readings_w2 partition of readings for values from ('2026-01-05') to ('2026-01-12');`,
    target: 'readings',
    options: { by: 'time', every: 'week', from: '2025-12-29', rest: false },
  },
  naive: {
    'split/unique-across': {
      setup: [
        'create table v (number text, at date, unique (number, at)) partition by range (at)',
        "create table v1 partition of v for values from ('2026-01-01') to ('2026-02-01')",
        "create table v2 partition of v for values from ('2026-02-01') to ('2026-03-01')",
        "insert into v values ('A', '2026-01-05'), ('A', '2026-02-05')",
      ],
      then: { breaks: "select count(*) = 2 from v where number = 'A'", promise: 'A number is used once.' },
    },
    'split/overlaps': {
      setup: [],
      then: {
        refused:
          'create table v (key int4range, period int4range, at date, exclude using gist (key with =, period with &&)) partition by range (at)',
        state: '0A000',
      },
    },
    'split/twice': {
      setup: ['create table v (region text, at date) partition by list (region)'],
      then: { refused: 'alter table v partition by range (at)', state: '42601' },
    },
  },
}
