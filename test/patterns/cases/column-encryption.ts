import type { Case } from './types.ts'

export const columnEncryption: Case = {
  at: { column: 'number' },
  options: () => ({ blind: 'always' }),
  byHand: {
    sql: `create extension if not exists pgcrypto;
      create table patients (id int primary key, photo bytea, insurance bytea not null, insurance_hash bytea unique);
      create view patients_plain as select id, pgp_sym_decrypt(insurance, current_setting('clinic.secret')) as insurance from patients;`,
    target: 'patients.insurance',
    options: { blind: 'always', key: 'clinic.secret' },
  },
}
