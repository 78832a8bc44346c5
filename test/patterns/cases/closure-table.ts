import type { Case } from './types.ts'

export const closureTable: Case = {
  at: 'table',
  byHand: {
    sql: `create table groups (id int primary key, parent_id int references groups);
      create table group_tree (parent int references groups on delete cascade, child int references groups on delete cascade,
        distance smallint not null, primary key (parent, child));`,
    target: 'groups',
    options: { functions: false },
  },
}
