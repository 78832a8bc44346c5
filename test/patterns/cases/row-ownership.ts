import type { Case } from './types.ts'

export const rowOwnership: Case = {
  at: 'table',
  byHand: {
    sql: `create table notes (id int primary key, user_id text not null, body text);
      alter table notes enable row level security;
      create policy own on notes using (user_id = current_setting('app.user_id', true));`,
    target: 'notes',
    options: { column: 'user_id', read: 'owner', remove: 'owner' },
  },
}
