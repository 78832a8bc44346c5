import type { Case } from './types.ts'

export const nestedSets: Case = {
  at: 'table',
  byHand: {
    sql: `create table topics (id int primary key, title text, lft int not null, rgt int not null, check (lft < rgt));`,
    target: 'topics',
    options: { store: 'columns', left: 'lft', right: 'rgt' },
  },
}
