import type { Case } from './types.ts'

export const eventLog: Case = {
  at: 'table',
  options: (s, site) => ({ columns: [s.id(`${site}.note`), s.id(`${site}.total`)] }),
  byHand: {
    sql: `create table tickets (id bigserial primary key, subject text);
      create table ticket_events (id bigserial primary key, ticket_id bigint not null references tickets(id) on delete cascade, event_type varchar(50) not null, payload jsonb not null default '{}', actor_id bigint, created_at timestamptz not null default now());
      create index on ticket_events (ticket_id, created_at);`,
    target: 'tickets',
    options: { rows: 'cascade', lifecycle: false },
  },
}
