import type { Case } from './types.ts'

export const tenancyDatabase: Case = {
  at: 'design',
  byHand: {
    sql: `create schema catalog;
      create table catalog.tenants (id uuid primary key, name text not null, host text not null, database_name text not null unique);`,
    options: { model: 'databases', registry: 'catalog', type: 'uuid' },
  },
}
