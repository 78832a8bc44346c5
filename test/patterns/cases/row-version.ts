import type { Case } from './types.ts'

export const rowVersion: Case = {
  at: 'table',
  byHand: {
    sql: `create table pages (id int primary key, body text, lock_version int not null default 0);`,
    target: 'pages',
    options: { column: 'lock_version' },
  },
}
