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
  },
}
