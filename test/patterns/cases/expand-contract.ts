import type { Case } from './types.ts'

export const expandContract: Case = {
  at: 'design',
  byHand: {
    sql: `create table migrations (name text primary key, state text not null);
      create table backfill_jobs (name text primary key references migrations, last_id bigint, completed_at timestamptz);`,
    options: { changes: 'migrations', backfills: 'backfill_jobs' },
  },
}
