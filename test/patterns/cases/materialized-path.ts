import type { Case } from './types.ts'

export const materializedPath: Case = {
  at: 'table',
  byHand: {
    sql: `create extension if not exists ltree;
      create table regions (id int primary key, name text, lineage ltree not null);
      create index on regions using gist (lineage);`,
    target: 'regions',
    options: { kind: 'ltree', column: 'lineage' },
  },
}
