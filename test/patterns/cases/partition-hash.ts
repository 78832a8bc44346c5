import type { Case } from './types.ts'

export const partitionHash: Case = {
  at: 'table',
  sites: ['visits'],
  byHand: {
    sql: `create table sessions (id uuid, user_id uuid not null, data jsonb) partition by hash (user_id);
      create table sessions_0 partition of sessions for values with (modulus 2, remainder 0);
      create table sessions_1 partition of sessions for values with (modulus 2, remainder 1);`,
    target: 'sessions',
    options: { modulus: 2 },
  },
}
