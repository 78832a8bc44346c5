import type { Case } from './types.ts'

export const auditLog: Case = {
  at: 'table',
  options: (s, site) => ({ except: [s.id(`${site}.total`)] }),
  byHand: {
    sql: `create table loans (id int primary key, amount numeric);
      create table loans_audit (audit_id bigserial primary key, loan_id bigint not null, operation varchar(10) not null, old_data jsonb, new_data jsonb, changed_by text not null, changed_at timestamptz not null default now());
      create function note_loan() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger note_loan after insert or update or delete on loans for each row execute function note_loan();`,
    target: 'loans',
    options: { values: 'whole' },
  },
}
