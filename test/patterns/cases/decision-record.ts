import type { Case } from './types.ts'

export const decisionRecord: Case = {
  at: 'design',
  byHand: {
    sql: `create table adr (number int primary key, title text not null, status text not null, context text, decision text, consequences text);`,
    options: { name: 'adr', files: false },
  },
}
