import type { Case } from './types.ts'

export const sharding: Case = {
  at: 'design',
  guarded: () => ({ kind: 'map' }),
  byHand: {
    sql: `create table shard_mapping (logical_shard int primary key, server text not null);`,
    options: { kind: 'map' },
  },
}
