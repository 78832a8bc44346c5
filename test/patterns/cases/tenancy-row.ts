import type { Case } from './types.ts'

export const tenancyRow: Case = {
  at: 'design',
  byHand: {
    sql: `create table orgs (id uuid primary key); create table plans (id int primary key);
      create table docs (id int, org_id uuid references orgs, primary key (org_id, id));
      alter table docs enable row level security;
      create policy own on docs using (org_id = current_setting('app.org')::uuid);`,
    options: { column: 'org_id', type: 'uuid' },
  },
}
