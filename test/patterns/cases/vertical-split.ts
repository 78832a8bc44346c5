import type { Case } from './types.ts'

export const verticalSplit: Case = {
  at: 'table',
  byHand: {
    sql: `create table users (id int primary key, email text);
      create table users_profile (user_id int primary key references users on delete cascade, bio text, avatar bytea);`,
    target: 'users',
    options: { suffix: 'profile' },
  },
  naive: {
    'move/tied': {
      setup: ['create table t (id int primary key, a text, b text generated always as (lower(a)) stored)'],
      then: { refused: 'alter table t drop column a', state: '2BP01' },
    },
    'vertical-split/no-columns': {
      setup: [
        `create table bills (id int primary key, fee int, changes int not null default 0)`,
        `create function fee_changed() returns trigger language plpgsql as $$
         begin
           new.changes := old.changes + (to_jsonb(old) -> 'fee' is distinct from to_jsonb(new) -> 'fee')::int;
           return new;
         end $$`,
        'create trigger fee_changed before update on bills for each row execute function fee_changed()',
        'insert into bills values (1, 1)',
        'create table bills_details (id int primary key references bills, fee int)',
        'insert into bills_details select id, fee from bills',
        'alter table bills drop column fee',
        'update bills_details set fee = 2',
      ],
      then: {
        breaks: 'select changes = 0 from bills',
        promise: 'every change of a fee is counted',
      },
    },
  },
}
