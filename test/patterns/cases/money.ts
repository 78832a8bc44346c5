import type { Case } from './types.ts'

export const money: Case = {
  at: 'table',
  options: () => ({ snapshot: true, rates: true }),
  byHand: {
    sql: `create table payments (id int primary key, fee real, amount numeric(12,2) not null, currency char(3) not null check (currency ~ '^[A-Z]{3}$'));`,
    target: 'payments',
    options: { precision: 12, scale: 2 },
  },
}
