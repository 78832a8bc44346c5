import type { Case } from './types.ts'

export const outbox: Case = {
  at: 'design',
  options: (s, site) => ({ tables: [s.id(site)], inbox: true }),
  byHand: {
    sql: `create table message_outbox (id uuid primary key, topic varchar(80), message_key text, payload jsonb not null, published_at timestamptz);
      create index on message_outbox (id) where published_at is null;`,
    options: { name: 'message_outbox', order: 'none' },
  },
}
