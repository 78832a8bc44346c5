import type { Case } from './types.ts'

export const indexPlan: Case = {
  at: 'table',
  byHand: {
    sql: `create table makers (id int primary key);
      create table parts (id int primary key, maker int not null references makers, sold_at timestamptz);
      create index on parts (maker, sold_at desc);`,
    target: 'parts',
    options: { foreignKeys: true },
  },
}
