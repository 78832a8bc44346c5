import type { Case } from './types.ts'

export const archiveTable: Case = {
  at: 'table',
  options: () => ({ purgeAfter: '7 years' }),
  byHand: {
    sql: `create table leases (id int primary key, rent numeric);
      create table leases_archive (id int not null, rent numeric, archived_at timestamptz not null default now(), archived_by text not null, archive_reason text);
      create function archive_lease() returns trigger language plpgsql as $$ begin return old; end $$;
      create trigger archive_lease before delete on leases for each row execute function archive_lease();`,
    target: 'leases',
    options: { reason: true },
  },
}
