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
  naive: {
    'column-encryption/key': {
      extensions: ['pgcrypto', 'btree_gist'],
      setup: [
        `create table rates (name bytea, during daterange, exclude using gist (name with =, during with &&))`,
        `insert into rates values (pgp_sym_encrypt('a', 'key'), '[2024-01-01,2025-01-01)')`,
        `insert into rates values (pgp_sym_encrypt('a', 'key'), '[2024-06-01,2025-01-01)')`,
      ],
      then: {
        breaks: `select count(*) > 1 from rates where during @> date '2024-07-01' group by pgp_sym_decrypt(name, 'key')`,
        promise: 'no two versions of one name hold at the same time',
      },
    },
  },
}
