import type { Case } from './types.ts'

export const softDelete: Case = {
  at: 'table',
  options: () => ({ purgeAfter: '30 days' }),
  guarded: () => ({ guard: true }),
  byHand: {
    sql: `create table accounts (id int primary key, email text, deleted_at timestamptz);
      create unique index on accounts (lower(email)) where deleted_at is null;`,
    target: 'accounts',
    options: { children: 'leave' },
  },
}
