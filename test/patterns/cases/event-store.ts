import type { Case } from './types.ts'

export const eventStore: Case = {
  at: 'design',
  options: () => ({
    applies: [
      { type: 'deposited', how: 'add' },
      { type: 'closed', how: 'clear' },
    ],
    upcasters: [
      { type: 'opened', from: 1, change: 'rename', key: 'name', to: 'holder' },
      { type: 'moved', from: 1, change: 'set', key: 'country', to: '"unknown"' },
      { type: 'moved', from: 2, change: 'compute', key: 'city', to: "upper(data ->> 'city')" },
    ],
  }),
  byHand: {
    sql: `create table event_log (id bigserial primary key, stream_id uuid not null, stream_type varchar(50) not null, revision int not null,
      event_type varchar(100) not null, event_data jsonb not null, meta jsonb, created_at timestamp default now(), unique (stream_id, revision));`,
    options: { aggregateId: 'uuid', table: 'event_log' },
  },
}
