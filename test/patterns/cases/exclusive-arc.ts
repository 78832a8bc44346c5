import type { Case } from './types.ts'

export const exclusiveArc: Case = {
  at: 'table',
  options: (s) => ({ parents: [s.id('posts'), s.id('photos')] }),
  byHand: {
    sql: `create table a (id int primary key); create table b (id int primary key);
      create table remarks (id int primary key, a_id int references a on delete cascade, b_id int references b,
        check ((a_id is not null)::int + (b_id is not null)::int = 1));`,
    target: 'remarks',
    options: { exactly: 'one' },
  },
}
