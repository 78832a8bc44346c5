import type { Case } from './types.ts'

export const jsonbAttributes: Case = {
  at: 'table',
  options: () => ({
    paths: [
      { path: 'weight', type: 'numeric' },
      { path: 'maker.name', type: 'text' },
    ],
    required: ['kind'],
  }),
  byHand: {
    sql: `create table goods (id int primary key, extra jsonb not null default '{}', check (jsonb_typeof(extra) = 'object'));
      create index on goods using gin (extra);
      create index on goods (((extra ->> 'weight')::numeric));`,
    target: 'goods',
    options: { gin: 'default', paths: [{ path: 'weight', type: 'numeric' }] },
  },
  naive: {
    'jsonb-attributes/not-immutable': {
      setup: [`create table goods (extra jsonb)`],
      then: { refused: `create index on goods (((extra ->> 'made')::date))`, state: '42P17' },
    },
  },
}
