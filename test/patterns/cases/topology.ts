import type { Case } from './types.ts'

export const topology: Case = {
  at: 'design',
  byHand: {
    sql: `create function replica_has(pos pg_lsn) returns boolean language sql as $$ select pg_last_wal_replay_lsn() >= pos $$;`,
    options: { replicas: 1 },
  },
}
