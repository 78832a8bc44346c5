import type { Case } from './types.ts'

export const auditColumns: Case = {
  at: 'table',
  options: () => ({ by: 'text' }),
  byHand: {
    sql: `create table invoices (id serial primary key, created_at timestamp not null default now(), updated_at timestamp, created_by varchar(80), updated_by varchar(80));`,
    target: 'invoices',
    options: { by: 'text' },
  },
}
