import type { Case } from './types.ts'

export const accessAudit: Case = {
  at: 'table',
  guarded: () => ({ how: 'both', application: 'door' }),
  byHand: {
    sql: `create table patients (id int primary key, ssn text);
      create table patient_access_log (id bigserial primary key, at timestamptz default now(), who text, patient_id int, purpose text);
      create function read_patient(p int, purpose text) returns setof patients language plpgsql security definer as $$ begin insert into patient_access_log (who, patient_id, purpose) values (session_user, p, purpose); return query select * from patients where id = p; end $$;`,
    target: 'patients',
    options: { how: 'functions', reason: true },
  },
}
