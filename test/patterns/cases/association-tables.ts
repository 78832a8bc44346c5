import type { Case } from './types.ts'

export const associationTables: Case = {
  at: 'table',
  options: (s) => ({ parents: [s.id('posts'), s.id('photos')] }),
  byHand: {
    sql: `create table articles (id bigint primary key); create table pictures (id bigint primary key);
      create table remarks (id bigint primary key, body text not null);
      create table article_remarks (remark_id bigint primary key references remarks, article_id bigint not null references articles on delete cascade);
      create table picture_remarks (remark_id bigint primary key references remarks, picture_id bigint not null references pictures on delete cascade);`,
    target: 'remarks',
    options: { belongs: 'to one of each' },
  },
}
