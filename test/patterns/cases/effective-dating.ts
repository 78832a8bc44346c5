import type { Case } from './types.ts'

export const effectiveDating: Case = {
  at: 'table',
  options: (s, site) => ({ key: [s.id(`${site}.number`)] }),
  guarded: () => ({ gaps: 'refused' }),
  byHand: {
    sql: `create extension if not exists btree_gist;
      create table salaries (id bigserial primary key, employee_id bigint not null, amount numeric(12, 2) not null,
        valid_from timestamptz not null, valid_to timestamptz,
        exclude using gist (employee_id with =, tstzrange(valid_from, valid_to) with &&));`,
    target: 'salaries',
    options: { form: 'pair', unit: 'time', open: 'null' },
  },
}
