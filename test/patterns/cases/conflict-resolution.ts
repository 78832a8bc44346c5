import type { Case } from './types.ts'

export const conflictResolution: Case = {
  at: 'table',
  byHand: {
    sql: `create table profiles (id uuid primary key, email text, lww_timestamp timestamptz not null, origin_node text not null);`,
    target: 'profiles',
    options: { strategy: 'last write wins' },
  },
}
