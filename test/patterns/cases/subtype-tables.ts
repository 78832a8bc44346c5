import type { Case } from './types.ts'

export const subtypeTables: Case = {
  at: 'table',
  options: () => ({
    subtypes: [
      {
        name: 'goods',
        columns: [
          { name: 'weight', type: 'numeric', required: true },
          { name: 'note', type: 'text' },
        ],
      },
      { name: 'service', columns: [{ name: 'hours', type: 'integer' }] },
    ],
  }),
  byHand: {
    sql: `create table vehicles (id int primary key, type text not null, unique (id, type));
      create table cars (id int primary key, type text not null default 'car' check (type = 'car'), doors int, foreign key (id, type) references vehicles (id, type));
      create table boats (id int primary key, type text generated always as ('boat') stored, length numeric, foreign key (id, type) references vehicles (id, type));`,
    target: 'vehicles',
    options: { discriminator: 'type' },
  },
}
