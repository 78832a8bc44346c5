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
    'column-encryption/partitioned': {
      extensions: ['pgcrypto'],
      setup: [
        'create table cards (id int, name text) partition by list (name)',
        `create table cards_a partition of cards for values in ('a')`,
        'create table cards_rest partition of cards default',
        `create function seal() returns trigger language plpgsql as $$
         begin
           new.name := pgp_sym_encrypt(new.name, 'key')::text;
           return new;
         end $$`,
        'create trigger seal before insert on cards for each row execute function seal()',
      ],
      then: { refused: `insert into cards values (1, 'a')`, state: '0A000' },
    },
  },
}
